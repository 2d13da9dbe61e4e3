import Foundation
import LoadGenerator
import TestKit
import Testing

/// A second version of a service, as one releases it by hand: kubectl and nothing else.
@Suite(.serialized) struct ReleaseByHandTests {
    private static let examples = "deploy/examples/product-v2"
    private static let requests = 10_000

    @Test(.timeLimit(.minutes(5))) func weightsMoveTrafficAndLoseNone() async throws {
        let seed = SeededGenerator.freshSeed()
        try await LocalShop.withShop { shop in
            let load = try shop.startLoad(rate: 60, for: .seconds(90), seed: seed)
            try await shop.kubectl("apply", "-f", Self.examples + "/deployment.yaml")
            try await shop.kubectl("rollout", "status", "deployment/product-service-v2", "--timeout=60s")
            let idle = try await Self.share(of: "v2", among: 500, in: shop)
            #expect(idle == 0, "seed \(seed): v2 has no weight yet")

            try await shop.kubectl("apply", "-f", Self.examples + "/traffic-90-10.yaml")
            try await shop.kubectl("wait", "virtualservice/product-service", "--for=condition=Reconciled", "--timeout=10s")
            let tenth = try await Self.share(of: "v2", among: Self.requests, in: shop)
            print("release by hand: v2 got \(tenth * 100) % of \(Self.requests) requests at weight 10")
            #expect(abs(tenth - 0.10) < 0.015, "seed \(seed)")

            try await shop.kubectl("apply", "-f", Self.examples + "/traffic-0-100.yaml")
            try await shop.kubectl("wait", "virtualservice/product-service", "--for=condition=Reconciled", "--timeout=10s")
            #expect(try await Self.share(of: "v2", among: 1_000, in: shop) == 1, "seed \(seed)")
            try await shop.kubectl("delete", "deployment", "product-service-v1")

            let result = try await load.result(within: .seconds(150))
            print("release by hand: \(result.total.finished) requests of visitors, \(result.lost) lost")
            #expect(result.lost == 0, "seed \(seed): \(result.losses)")
            try await shop.audit()
        }
    }

    /// Sends requests over kept-alive connections and returns which share of them the proxies sent to `version`.
    private static func share(of version: String, among count: Int, in shop: LocalShop) async throws -> Double {
        let before = try await IstioCounters(of: "product-service", at: shop.metricsURL)
        let failed = try await withThrowingTaskGroup(of: Int.self) { clients in
            for client in 0..<8 {
                clients.addTask {
                    var failed = 0
                    for round in stride(from: client, to: count, by: 8) {
                        failed += try await HTTP.get("\(shop.url)/api/products?limit=1&after=&search=x\(round % 50)").status == 200 ? 0 : 1
                    }
                    return failed
                }
            }
            return try await clients.reduce(0, +)
        }
        #expect(failed == 0)
        let (share, total) = try await IstioCounters(of: "product-service", at: shop.metricsURL).share(of: version, since: before)
        #expect(total >= count, "the proxies counted \(total) requests")
        return share
    }
}
