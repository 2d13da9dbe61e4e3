import Foundation
import HotConfig
import Logging
import ServiceLifecycle
import TestKit
import Testing

@Suite("Running as a service on real files")
struct RunTests {
    /// Runs the configuration as a service while `body` runs, then shuts it down gracefully.
    private func withRunning<Value: HotConfigurable>(_ config: HotConfig<Value>, _ body: () async throws -> Void) async throws {
        let group = ServiceGroup(services: [config], logger: LogRecorder().logger)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            try await body()
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
    }

    private func config(_ path: String, lastGood: String? = nil) throws -> HotConfig<SampleConfig> {
        try HotConfig(source: .path(path), lastGood: lastGood, logger: LogRecorder().logger, pollInterval: .milliseconds(10))
    }

    @Test func followsAVolume() async throws {
        try await withTemporaryDirectory { path in
            var volume = try ConfigVolume(path: path)
            try volume.write(["inventory.threshold": "5", "cache.ttl": "1m\n"])
            let config = try config(path)
            #expect(config.current.value.ttl == .seconds(60))
            try await withRunning(config) {
                try volume.write(["inventory.threshold": "6"])
                try await eventually { config.current.value.threshold == 6 }
                #expect(config.current.value.ttl == .seconds(30))
                try volume.write(["inventory.threshold": "six"])
                try await eventually { config.report.lastRejected != nil }
                try volume.write([:] as [String: String])
                try await eventually { config.report.lastRejected?.faults.first?.key == ConfigFault.source }
                #expect(config.current.value.threshold == 6)
            }
        }
    }

    @Test func followsAFileThatIsWrittenPieceByPiece() async throws {
        try await withTemporaryDirectory { path in
            let file = "\(path)/sample.yaml"
            try Data("inventory.threshold: 1".utf8).write(to: URL(filePath: file))
            let config = try config(file)
            try await withRunning(config) {
                let handle = try FileHandle(forWritingTo: URL(filePath: file))
                for piece in ["inventory.threshold: 2", "22", "\ncache.ttl:", " 5m\n"] { try handle.write(contentsOf: Data(piece.utf8)) }
                try handle.close()
                try await eventually { config.current.value.ttl == .seconds(300) }
                #expect(config.current.value.threshold == 222)
            }
        }
    }

    @Test func aVanishedFileKeepsWhatRunsUntilItIsBack() async throws {
        try await withTemporaryDirectory { path in
            let file = "\(path)/sample.yaml"
            try Data("inventory.threshold: 1".utf8).write(to: URL(filePath: file))
            let config = try config(file)
            try await withRunning(config) {
                try FileManager.default.removeItem(atPath: file)
                try await eventually { config.report.lastRejected != nil }
                #expect(config.current.value.threshold == 1)
                try Data("inventory.threshold: 2".utf8).write(to: URL(filePath: file))
                try await eventually { config.current.value.threshold == 2 }
            }
        }
    }

    @Test func theLastGoodOutlivesTheProcess() async throws {
        try await withTemporaryDirectory { path in
            let (file, lastGood) = ("\(path)/sample.yaml", "\(path)/state/last-good.json")
            try Data("inventory.threshold: 1".utf8).write(to: URL(filePath: file))
            let first = try config(file, lastGood: lastGood)
            try await withRunning(first) {
                try Data("inventory.threshold: 2".utf8).write(to: URL(filePath: file))
                try await eventually { first.current.value.threshold == 2 }
            }
            try Data("inventory.threshold: -2".utf8).write(to: URL(filePath: file))
            let second = try config(file, lastGood: lastGood)
            #expect(second.current.value.threshold == 2)
            #expect(second.current.source == "last good (\(lastGood))")
            #expect(second.report.lastRejected?.faults.map(\.key) == ["inventory.threshold"])

            try Data("{".utf8).write(to: URL(filePath: lastGood))
            let faults = try #require(#expect(throws: ConfigFaults.self) { try config(file, lastGood: lastGood) })
            #expect(faults.lastGoodFaults.count == 1)
            try Data("inventory.threshold: 3".utf8).write(to: URL(filePath: file))
            #expect(try config(file, lastGood: lastGood).current.value.threshold == 3)
        }
    }

    @Test func fixedConfigurationsRunUntilShutdown() async throws {
        try await withRunning(HotConfig<SampleConfig>.fixed()) {}
    }

    @Test func ticksComeAtTheirIntervalAndEndWithTheTask() async throws {
        let ticks = PollTicks(every: .milliseconds(5), clock: ContinuousClock())
        var iterator = ticks.makeAsyncIterator()
        let start = ContinuousClock.now
        for _ in 0..<4 { #expect(await iterator.next() != nil) }
        #expect(ContinuousClock.now - start >= .milliseconds(20))
        await withTaskGroup(of: Void.self) { tasks in
            tasks.addTask { for await _ in ticks {} }
            tasks.cancelAll()
        }
    }
}
