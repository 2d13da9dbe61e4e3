import Foundation
import LoadGenerator
import TestKit
import Testing

/// The control plane is not in the way of a request.
@Suite(.serialized) struct ControlPlaneTests {
    @Test(.timeLimit(.minutes(4))) func theShopGoesOnWithoutItAndIsAdoptedByTheNext() async throws {
        let seed = SeededGenerator.freshSeed()
        try await LocalShop.withShop { shop in
            let before = try await Self.processes(of: shop)
            let load = try shop.startLoad(rate: 100, for: .seconds(40), seed: seed)
            for _ in 0..<3 {
                try await shop.killControlPlane()
                try await Task.sleep(for: .seconds(4))
                try await shop.open()
            }
            #expect(try await Self.processes(of: shop) == before, "the same containers, none restarted")
            let result = try await load.result(within: .seconds(90))
            print("control plane: 3 kills, \(result.total.finished) requests, \(result.lost) lost")
            #expect(result.lost == 0, "seed \(seed): \(result.losses)")
            #expect(result.total.finished > 3_000)

            // It is in charge again: a pod that dies now comes back.
            try await shop.kubectl("rollout", "restart", "deployment/payment-service-v1")
            try await shop.kubectl("rollout", "status", "deployment/payment-service-v1", "--timeout=60s")
            try await shop.audit()
        }
    }

    @Test(.timeLimit(.minutes(4))) func anOpeningThatIsBrokenOffEndsAtOnceAndLeavesNothing() async throws {
        let seed = SeededGenerator.freshSeed()
        var random = SeededGenerator(seed: seed)
        try await LocalShop.withShop { shop in
            try await shop.close()
            for _ in 0..<4 {
                try shop.start()
                try await Task.sleep(for: .milliseconds(Int.random(in: 300...2_500, using: &random)))
                let status = try await shop.interrupt()
                #expect(status == 0 || status == 128 + SIGTERM, "seed \(seed): \(shop.output.suffix(2_000))")
                try await shop.close()
            }
            try await shop.open()
            try await shop.audit()
        }
    }

    /// Container ids and restart counts by pod.
    private static func processes(of shop: LocalShop) async throws -> String {
        try await shop.kubectl(
            "get", "pods", "-o",
            #"jsonpath={range .items[*]}{.metadata.name} {.status.containerStatuses[0].containerID} {.status.containerStatuses[0].restartCount}{"\n"}{end}"#
        )
    }
}
