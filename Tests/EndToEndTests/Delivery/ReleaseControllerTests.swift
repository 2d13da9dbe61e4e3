import Foundation
import LoadGenerator
import TestKit
import Testing

/// The controller dies in every step of a release; the next one goes on where it was.
@Suite(.serialized) struct ReleaseControllerTests {
    @Test(.timeLimit(.minutes(8))) func aReleaseGoesOnAfterEveryDeathOfItsController() async throws {
        let seed = SeededGenerator.freshSeed()
        var random = SeededGenerator(seed: seed)
        try await LocalShop.withShop { shop in
            let load = try shop.startLoad(rate: 60, for: .seconds(400), seed: seed)
            try await load.waitUntilVisited()
            let detached = try await shop.souk(
                "release", "product-service", "--image", "local", "--steps", "10:4s,50:4s", "--drain", "5s", "--detach")
            #expect(detached.status == 0, "\(detached.output)")
            var died: [String] = []
            while true {
                let release = try await shop.waitForRelease(of: "product-service", within: .seconds(90)) {
                    $0.phase == "Succeeded" || $0.phase != "Pending" && !died.contains("\($0.phase) \($0.step)")
                }
                guard release.phase != "Succeeded" else { break }
                #expect(release.phase != "RollingBack" && release.phase != "RolledBack", "seed \(seed): \(release)")
                guard release.phase != "RolledBack" else { break }
                died.append("\(release.phase) \(release.step)")
                try await Task.sleep(for: .milliseconds(Int.random(in: 0...300, using: &random)))
                try await shop.killControlPlane()
                try await shop.open()
            }
            print("controller killed at: \(died.joined(separator: ", "))")
            #expect(died.count >= 4, "seed \(seed): only \(died)")
            let release = try await shop.release(of: "product-service")
            for step in 1...3 {
                let entries = release.history.filter { $0.hasPrefix("Step \(step) of 3: ") }
                #expect(entries.count == 1, "seed \(seed): step \(step) was done \(entries.count) times: \(release.history)")
            }
            let result = try await load.stop()
            #expect(result.lost == 0, "seed \(seed): \(result.losses)")
            try await shop.audit()
        }
    }
}
