import FaultProxy
import Foundation
import LoadGenerator
import NIOPosix
import TestKit
import Testing

/// A source of metrics that goes away in the middle of a release.
@Suite(.serialized) struct ReleaseMetricsTests {
    @Test(.timeLimit(.minutes(4))) func aReleaseThatCannotBeMeasuredGoesBack() async throws {
        let seed = SeededGenerator.freshSeed()
        let port = try freePorts(1)[0]
        try await LocalShop.withShop(options: ["--release-metrics", "http://127.0.0.1:\(port)/metrics"]) { shop in
            let load = try shop.startLoad(rate: 60, for: .seconds(200), seed: seed)
            try await load.waitUntilVisited()
            let running = try await withThrowingTaskGroup(of: Void.self) { source in
                source.addTask { try await Self.source(of: shop).run(at: .init(host: "127.0.0.1", port: port)) }
                defer { source.cancelAll() }
                let release = try shop.startSouk("release", "product-service", "--image", "local", "--steps", "50:120s", "--drain", "5s")
                try await shop.waitForRelease(of: "product-service") { $0.phase == "Holding" && $0.counted["errors"] ?? 0 > 100 }
                return release
            }
            let away = ContinuousClock.now
            #expect(try await running.waitForExit(within: .seconds(90)) == 1, "\(running.output())")
            let release = try await shop.release(of: "product-service")
            print("metrics away: \(release.reason) after \(away.duration(to: .now))")
            #expect(release.phase == "RolledBack" && release.reason == "MetricsUnavailable", "seed \(seed): \(release)")
            #expect(release.message.contains("cannot be measured"), "\(release.message)")
            let result = try await load.stop()
            #expect(result.lost == 0, "seed \(seed): \(result.losses)")
            try await shop.audit()
        }
    }

    /// What the shop's metrics are read through, and what can be taken away alone.
    private static func source(of shop: LocalShop) throws -> FaultProxy {
        let address = try #require(
            URL(string: shop.metricsURL).flatMap { url in url.port.map { FaultProxy.Address(host: "127.0.0.1", port: $0) } })
        return FaultProxy(FaultDecider([], seed: 1), to: address, group: MultiThreadedEventLoopGroup.singleton)
    }
}
