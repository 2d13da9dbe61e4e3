import Foundation
import HotConfig
import Logging
import MetricsTestKit
import Synchronization
import TestKit
import Testing

@Suite("Reloading while the service runs")
struct ReloadTests {
    @Test func aValidEditIsApplied() async throws {
        let test = TestWatch(source: MemorySource("inventory.threshold: 5"))
        let config = try test.start()
        test.now.advance(by: .seconds(60))
        test.source.set("inventory.threshold: 6")
        await config.poll()
        #expect(config.current.value.threshold == 6)
        #expect(config.current.appliedAt == test.now.now())
        #expect(config.report.values.first { $0.key == "inventory.threshold" }?.value == .integer(6), "told as it runs")
        #expect(try test.reloads("applied") == 2)
        let timestamp = try test.metrics.expectGauge("souk_config_applied_timestamp_seconds", [("service", "sample")]).lastValue
        #expect(timestamp == test.now.now().timeIntervalSince1970)
    }

    @Test func anInvalidEditChangesNothingAndIsReported() async throws {
        let test = TestWatch(source: MemorySource("inventory.threshold: 5"))
        let config = try test.start()
        let before = config.current
        test.source.set("inventory.threshold: -6\ncache.ttl: never")
        for _ in 0..<5 { await config.poll() }
        #expect(config.current == before)
        let rejection = try #require(config.report.lastRejected)
        #expect(rejection.faults.map(\.key) == ["cache.ttl", "inventory.threshold"])
        #expect(rejection.resolvedAt == nil)
        #expect(try test.reloads("rejected") == 1, "reported once, not at every look")
        #expect(try test.isRejected() == 1)
        let entry = try #require(test.log.entries.last)
        #expect(entry.level == .error && entry.message == "Config rejected, the last good revision stays")
        #expect(entry.metadata["revision"] == "\(before.revision)" && "\(entry.metadata)".contains("-6"))
    }

    @Test func aRejectionEndsWhenTheSourceIsMendedOrPutBack() async throws {
        let test = TestWatch(source: MemorySource("inventory.threshold: 5"))
        let config = try test.start()
        test.source.set("inventory.threshold: -6")
        await config.poll()
        test.source.set("inventory.threshold: 5")
        await config.poll()
        #expect(config.report.lastRejected?.resolvedAt != nil)
        #expect(try test.isRejected() == 0)
        #expect(try test.reloads("applied") == 1)

        test.source.set("inventory.threshold: -6")
        await config.poll()
        #expect(config.report.lastRejected?.resolvedAt == nil)
        test.source.set("inventory.threshold: 7")
        await config.poll()
        #expect(config.report.lastRejected?.resolvedAt != nil)
        #expect(try test.isRejected() == 0)
    }

    @Test func anEmptiedOrVanishedSourceKeepsWhatRuns() async throws {
        let test = TestWatch(source: MemorySource("inventory.threshold: 5"))
        let config = try test.start()
        test.source.set("")
        await config.poll()
        #expect(config.current.value.threshold == 5)
        #expect(config.report.lastRejected?.faults.first?.reason.contains("sets no key at all") == true)
        test.source.fail("nothing is there")
        await config.poll()
        await config.poll()
        #expect(config.current.value.threshold == 5)
        #expect(config.report.lastRejected?.faults.first?.reason.contains("nothing is there") == true)
        #expect(config.report.lastRejected?.revision == nil)
    }

    @Test func aHalfWrittenFileIsNeverApplied() async throws {
        let test = TestWatch(source: MemorySource("inventory.threshold: 5", isAtomic: false))
        let config = try test.start()
        for half in ["inventory.threshold: 1", "inventory.threshold: 12", "inventory.threshold: 123"] {
            test.source.set(half, isAtomic: false)
            await config.poll()
            #expect(config.current.value.threshold == 5)
        }
        await config.poll()
        #expect(config.current.value.threshold == 123)
        #expect(try test.reloads("applied") == 2)
        #expect(config.report.lastRejected == nil)
    }

    @Test func updatesBringTheRunningRevisionAndEveryNewOne() async throws {
        let test = TestWatch(source: MemorySource("inventory.threshold: 5"))
        let config = try test.start()
        var updates = config.updates.makeAsyncIterator()
        #expect(await updates.next()?.value.threshold == 5)
        for threshold in 6...8 {
            test.source.set("inventory.threshold: \(threshold)")
            await config.poll()
            #expect(await updates.next()?.value.threshold == threshold)
        }
        for threshold in 9...11 {
            test.source.set("inventory.threshold: \(threshold)")
            await config.poll()
        }
        #expect(await updates.next()?.value.threshold == 11, "a slow listener gets the newest")
        try await config.run()
        #expect(await updates.next() == nil, "updates end with the service")
        let late = await config.updates.reduce(into: []) { $0.append($1.value.threshold) }
        #expect(late == [11])
    }

    @Test func theLastGoodIsKeptAndAFailureToKeepItIsRetried() async throws {
        let store = MemoryLastGood()
        let test = TestWatch(source: MemorySource("inventory.threshold: 5"), lastGood: store)
        try await test.start().run()
        #expect(store.state.withLock { $0.record?.settings } == ["inventory.threshold": .text("5")])
        try await test.start().run()
        #expect(store.state.withLock(\.saves) == 1, "what is kept already is not written again")

        store.state.withLock { $0.saveFailure = .unwritable(path: "memory", reason: "disk full") }
        test.source.set("inventory.threshold: 6")
        try await test.start().run()
        #expect(test.log.entries.last?.message == "Last good configuration could not be written; it is tried again")
        #expect(store.state.withLock { $0.record?.settings } == ["inventory.threshold": .text("5")])
    }

    @Test func theReportIsWhatOperatorsRead() async throws {
        let test = TestWatch(source: MemorySource("inventory.threshold: 5\nshop.countries: [FR]"))
        let config = try test.start()
        test.source.set("inventory.threshold: -1")
        await config.poll()
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        let json = String(decoding: try encoder.encode(config.report), as: UTF8.self)
        #expect(
            json.contains(
                """
                {"allowed":"0 to 1000000","default":100,"doc":"At or below it a SKU counts as low.","isSecret":false,\
                "key":"inventory.threshold","type":"integer","value":5}
                """))
        #expect(json.contains("\"key\":\"cache.ttl\",\"type\":\"duration\",\"value\":\"30s\""))
        #expect(json.contains("\"value\":[\"FR\"]"))
        #expect(json.contains("\"appliedAt\":\"\(config.report.appliedAt)\"") && config.report.appliedAt.hasSuffix("Z"))
        #expect(json.contains("\"lastRejected\":{\"at\":\""))
        #expect(try JSONDecoder().decode(ConfigReport.self, from: Data(json.utf8)) == config.report)
    }
}
