import Foundation
import HotConfig
import Logging
import MetricsTestKit
import ServiceLifecycle
import Synchronization
import TestKit
import Testing

@Suite("Content that is pushed")
struct PushedSourceTests {
    private final class ManualInstant: Sendable {
        private let instant = Mutex(ContinuousClock.now)
        func now() -> ContinuousClock.Instant { instant.withLock { $0 } }
        func advance(by duration: Duration) { instant.withLock { $0 += duration } }
    }

    /// A configuration on a pushed source, looked at when the test calls `poll()`.
    private struct Pushed {
        let time = ManualInstant()
        let file = MemorySource("inventory.threshold: 1")
        let log = LogRecorder()
        let metrics = TestMetrics()
        let source: PushedSource

        init() { source = PushedSource(name: "configmaps/shop/sample", fallback: file, now: time.now) }

        func start() throws -> HotConfig<SampleConfig> {
            try HotConfig(
                ConfigWatch(
                    reader: source, lastGood: nil, ticks: AsyncStream<Void> { $0.finish() }, pushes: source.pushes, logger: log.logger,
                    metricsFactory: metrics))
        }

        func push(_ yaml: String, version: String = "1", isListed: Bool = false) {
            let entry = SourceEntry(name: "test.yaml", bytes: Array(yaml.utf8))
            let content = SourceContent(entries: [entry], isAtomic: true, origin: .api(resourceVersion: version, arrived: .now))
            source.push(.content(content, isListed: isListed))
        }
    }

    @Test func theAPIGoesBeforeTheFile() async throws {
        let test = Pushed()
        test.push("inventory.threshold: 5", version: "77", isListed: true)
        let config = try test.start()
        #expect(config.current.value.threshold == 5)
        #expect(config.report.resourceVersion == "77")
        #expect(config.report.source == "configmaps/shop/sample")
        test.file.set("inventory.threshold: 2")
        await config.poll()
        #expect(config.current.value.threshold == 5)
        test.push("inventory.threshold: 6", version: "78")
        await config.poll()
        #expect(config.current.value.threshold == 6)
        let changes = try test.metrics.expectCounter("souk_config_changes_total", [("service", "sample"), ("via", "api")])
        #expect(changes.totalValue == 2)
        let times = try test.metrics.expectTimer("souk_config_change_seconds", [("service", "sample"), ("via", "api")])
        #expect(times.values.count == 2)
    }

    @Test func theSameContentUnderAnotherVersionIsNoRevision() async throws {
        let test = Pushed()
        test.push("inventory.threshold: 5", version: "77", isListed: true)
        let config = try test.start()
        let before = config.current.appliedAt
        test.push("inventory.threshold: 5", version: "80")
        await config.poll()
        #expect(config.report.resourceVersion == "80")
        #expect(config.current.appliedAt == before)
        #expect(try test.metrics.expectCounter("souk_config_changes_total", [("service", "sample"), ("via", "api")]).totalValue == 1)
    }

    @Test func withoutTheAPIItStartsOnTheFileAndFollowsIt() async throws {
        let test = Pushed()
        test.source.push(.lost(reason: "refused"))
        let config = try test.start()
        #expect(config.current.value.threshold == 1)
        #expect(config.report.resourceVersion == nil)
        test.file.set("inventory.threshold: 2")
        await config.poll()
        #expect(config.current.value.threshold == 2)
        #expect(try test.metrics.expectCounter("souk_config_changes_total", [("service", "sample"), ("via", "file")]).totalValue == 2)
    }

    @Test func theFileStandsInForAnAPIThatIsAwayForLong() async throws {
        let test = Pushed()
        test.push("inventory.threshold: 1", isListed: true)
        let config = try test.start()
        test.source.push(.lost(reason: "refused"))
        test.file.set("inventory.threshold: 2")
        test.time.advance(by: .seconds(4))
        await config.poll()
        #expect(config.current.value.threshold == 1)
        test.time.advance(by: .seconds(2))
        await config.poll()
        #expect(config.current.value.threshold == 2)
        test.push("inventory.threshold: 3", isListed: true)
        await config.poll()
        #expect(config.current.value.threshold == 3)
    }

    @Test func aDeletedConfigMapLeavesTheLastGoodAndSaysSo() async throws {
        let test = Pushed()
        test.push("inventory.threshold: 5", isListed: true)
        let config = try test.start()
        test.source.push(.missing)
        for _ in 0..<3 { await config.poll() }
        #expect(config.current.value.threshold == 5)
        let fault = try #require(config.report.lastRejected?.faults.first)
        #expect(fault.reason.contains("configmaps/shop/sample") && fault.reason.contains("gone from the API"))
        test.push("inventory.threshold: 5", version: "99", isListed: false)
        await config.poll()
        #expect(config.report.lastRejected?.resolvedAt != nil)
        #expect(config.report.resourceVersion == "99")
    }

    @Test func aPushActsWithoutWaitingForTheNextLook() async throws {
        let test = Pushed()
        test.push("inventory.threshold: 1", isListed: true)
        let (never, _) = AsyncStream<Void>.makeStream()
        let config = try HotConfig<SampleConfig>(
            ConfigWatch(
                reader: test.source, lastGood: nil, ticks: never, pushes: test.source.pushes, logger: test.log.logger,
                metricsFactory: test.metrics))
        let group = ServiceGroup(services: [config], logger: test.log.logger)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            var updates = config.updates.makeAsyncIterator()
            for threshold in 2...50 {
                test.push("inventory.threshold: \(threshold)")
                while let update = await updates.next(), update.value.threshold != threshold {}
            }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
        #expect(config.current.value.threshold == 50)
    }

    @Test func anInvalidPushChangesNothing() async throws {
        let test = Pushed()
        test.push("inventory.threshold: 5", isListed: true)
        let config = try test.start()
        test.push("inventory.threshold: -5")
        await config.poll()
        #expect(config.current.value.threshold == 5)
        #expect(config.report.lastRejected?.faults.map(\.key) == ["inventory.threshold"])
    }
}
