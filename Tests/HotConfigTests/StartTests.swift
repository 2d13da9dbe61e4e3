import Foundation
import HotConfig
import Logging
import MetricsTestKit
import TestKit
import Testing

@Suite("What a service starts on")
struct StartTests {
    private let good = LastGoodRecord(service: "sample", revision: "0123456789abcdef", settings: ["inventory.threshold": .text("7")])

    @Test func startsOnAValidSource() throws {
        let test = TestWatch(source: MemorySource("inventory.threshold: 5"))
        let config = try test.start()
        #expect(config.current.value.threshold == 5)
        #expect(config.current.source == "memory")
        #expect(config.current.revision == SourceContent.yaml("inventory.threshold: 5").hash.prefix(12))
        #expect(config.current.appliedAt == test.now.now())
        #expect(config.report.lastRejected == nil)
        #expect(try test.reloads("applied") == 1)
        #expect(try test.isRejected() == 0)
    }

    @Test func startsOnTheLastGoodAndSaysWhy() throws {
        let test = TestWatch(source: MemorySource("inventory.threshold: -5"), lastGood: MemoryLastGood(good))
        let config = try test.start()
        #expect(config.current.value.threshold == 7)
        #expect(config.current.source == "last good (memory)")
        #expect(config.current.revision == "0123456789ab")
        #expect(config.report.lastRejected?.faults.map(\.key) == ["inventory.threshold"])
        #expect(config.report.lastRejected?.revision == SourceContent.yaml("inventory.threshold: -5").hash.prefix(12).description)
        #expect(try test.isRejected() == 1)
        #expect(try test.reloads("rejected") == 1)
        #expect(test.log.entries.map(\.message) == ["Config applied", "Config rejected, the last good revision stays"])
    }

    @Test func startsOnTheLastGoodWhenTheSourceIsGone() async throws {
        let test = TestWatch(source: MemorySource(failing: .sample("is gone")), lastGood: MemoryLastGood(good))
        let config = try test.start()
        #expect(config.current.value.threshold == 7)
        #expect(config.report.lastRejected?.revision == nil)
        test.source.set("inventory.threshold: 8")
        await config.poll()
        #expect(config.current.value.threshold == 8)
        #expect(config.current.source == "memory")
    }

    @Test(arguments: ["", "# nothing\n", "{}"])
    func anEmptySourceIsNotTheDefaults(yaml: String) {
        #expect(throws: ConfigFaults.self) { try TestWatch(source: MemorySource(yaml)).start() }
    }

    @Test func aMissingPathSaysWhatToDo() async throws {
        try await withTemporaryDirectory { path in
            let faults = #expect(throws: ConfigFaults.self) {
                try HotConfig<SampleConfig>(
                    source: .path("\(path)/absent"), lastGood: "\(path)/last-good.json", logger: LogRecorder().logger)
            }
            #expect(faults?.faults.first?.reason.contains("nothing is there; create the file, mount the ConfigMap") == true)
            #expect(faults?.lastGoodFaults == [])
        }
    }

    @Test(arguments: [
        LastGoodFailure.corrupt(path: "memory"), .unreadable(path: "memory", reason: "Permission denied"),
        .foreign(path: "memory", service: "other"),
    ])
    func aUselessLastGoodNeverStopsAValidSource(failure: LastGoodFailure) throws {
        let test = TestWatch(source: MemorySource("inventory.threshold: 5"), lastGood: MemoryLastGood(loadFailure: failure))
        #expect(try test.start().current.value.threshold == 5)
        #expect(test.log.entries.contains { $0.level == .warning && $0.message == "Last good configuration is of no use" })
    }

    @Test func aUselessLastGoodIsNamedBesidesTheFaultsOfTheSource() throws {
        let stale = LastGoodRecord(service: "sample", revision: "abc", settings: ["removed.key": .text("1")])
        let other = LastGoodRecord(service: "other", revision: "abc", settings: [:])
        for record in [stale, other] {
            let test = TestWatch(source: MemorySource("inventory.threshold: -5"), lastGood: MemoryLastGood(record))
            let faults = try #require(#expect(throws: ConfigFaults.self) { try test.start() })
            #expect(faults.faults.map(\.key) == ["inventory.threshold"])
            #expect(faults.lastGoodFaults.count == 1)
            #expect("\(faults)".contains("could not stand in"))
        }
    }

    @Test func fixedConfigurationsDoNotChange() async throws {
        #expect(HotConfig<SampleConfig>.fixed().current.value.threshold == 100)
        let config = try HotConfig<SampleConfig>.fixed(["inventory.threshold": "3"])
        await config.poll()
        #expect(config.current.value.threshold == 3)
        #expect(config.report.source == "fixed")
        let copy = HotConfig.fixed(config.current.value)
        #expect(copy.current.value == config.current.value)
        #expect(throws: ConfigFaults.self) { try HotConfig<SampleConfig>.fixed(["inventory.treshold": "3"]) }
    }
}
