import Foundation
import HotConfig
import MetricsTestKit
import TestKit
import Testing

@Suite("Following a rollout")
struct StagedReloadTests {
    private func entry(_ name: String, _ text: String) -> SourceEntry { SourceEntry(name: name, bytes: Array(text.utf8)) }

    /// What a pod sees of a map that holds 5 and tries 6.
    private func staged(below: Int) throws -> SourceContent {
        let staging = ConfigStaging(release: "uid", intent: 2, revision: "r7", percent: 50, below: below)
        let entries = [
            entry("test.yaml", "inventory.threshold: 5"), entry(".rollout", try staging.text),
            entry(".canary.test.yaml", "inventory.threshold: 6"),
        ]
        return SourceContent(StagedContent(entries, pod: "p"), isAtomic: true)
    }

    @Test func thePodOfTheShareGoesOverAndStaysThereWhenItIsPromoted() async throws {
        let test = TestWatch(source: MemorySource("inventory.threshold: 5"))
        let config = try test.start()
        #expect(config.report.staging == nil)
        test.source.set(try staged(below: ConfigStaging.positions))
        await config.poll()
        #expect(config.current.value.threshold == 6)
        #expect(config.report.staging?.isInShare == true && config.report.staging?.revision == "r7")
        let tried = config.current

        test.source.set("inventory.threshold: 6")
        await config.poll()
        #expect(config.current == tried, "promotion is no reload")
        #expect(try test.reloads("applied") == 2)
        #expect(config.report.staging == nil)
    }

    @Test func thePodOutsideNeverReloads() async throws {
        let test = TestWatch(source: MemorySource("inventory.threshold: 5"))
        let config = try test.start()
        test.source.set(try staged(below: 0))
        await config.poll()
        let staging = try #require(config.report.staging)
        #expect(staging.release == "uid" && staging.intent == 2 && staging.revision == "r7" && staging.percent == 50)
        #expect(!staging.isInShare)
        test.source.set("inventory.threshold: 5")
        await config.poll()
        #expect(config.current.value.threshold == 5)
        #expect(try test.reloads("applied") == 1)
    }

    @Test func aFaultIsToldOnceAndAgainOnlyAfterItWasGone() async throws {
        let test = TestWatch(source: MemorySource("inventory.threshold: 5"))
        let config = try test.start()
        let faulty = SourceContent(
            StagedContent([entry("test.yaml", "inventory.threshold: 5"), entry(".rollout", "?")], pod: "p"), isAtomic: true)
        let faults = { try test.metrics.expectCounter("souk_config_staging_faults_total", [("service", "sample")]).totalValue }
        test.source.set(faulty)
        for _ in 0..<3 { await config.poll() }
        #expect(try faults() == 1)
        #expect(config.report.stagingFault?.key == ".rollout" && config.current.value.threshold == 5)
        #expect(test.log.entries.count { $0.message == "Config rollout cannot be followed; the plain content is used" } == 1)
        test.source.set("inventory.threshold: 5")
        await config.poll()
        #expect(config.report.stagingFault == nil)
        test.source.set(faulty)
        await config.poll()
        #expect(try faults() == 2)
    }

    @Test func theMetricNamesTheRunningRevisionAndNoOther() async throws {
        let test = TestWatch(source: MemorySource("inventory.threshold: 5"))
        let config = try test.start()
        let first = try test.metrics.expectGauge("souk_config_info", [("service", "sample"), ("revision", config.current.revision)])
        #expect(first.lastValue == 1)
        test.source.set("inventory.threshold: 6")
        await config.poll()
        let second = try test.metrics.expectGauge("souk_config_info", [("service", "sample"), ("revision", config.current.revision)])
        #expect(second.lastValue == 1 && first.lastValue == 0)
        test.source.set("inventory.threshold: nonsense")
        await config.poll()
        #expect(second.lastValue == 1, "a refused revision does not run")
    }
}
