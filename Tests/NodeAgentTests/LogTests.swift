import Foundation
import ProcessControl
import TestKit
import Testing

import NodeAgent

@Suite struct LogTests {
    private static func read(
        _ log: ContainerLog, _ options: ContainerLogOptions = ContainerLogOptions(), isLive: @escaping @Sendable () -> Bool = { false }
    ) async throws -> String {
        let cursor = try LogCursor(log: log, options: options, isLive: isLive, clock: .system, interval: .milliseconds(2))
        var bytes: [UInt8] = []
        while let piece = try await cursor.next() { bytes += piece }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func append(_ text: String, to path: String) throws {
        if !FileManager.default.fileExists(atPath: path) { _ = FileManager.default.createFile(atPath: path, contents: nil) }
        let file = try #require(FileHandle(forWritingAtPath: path))
        try file.seekToEnd()
        try file.write(contentsOf: Data(text.utf8))
        try file.close()
    }

    @Test(arguments: [(0, ""), (1, "three\n"), (2, "two\nthree\n"), (3, "one\ntwo\nthree\n"), (9, "one\ntwo\nthree\n")])
    func tail(count: Int, expected: String) async throws {
        try await withTemporaryDirectory { folder in
            let path = folder + "/0.log"
            try Self.append("one\ntwo\nthree\n", to: path)
            var options = ContainerLogOptions()
            options.tail = count
            #expect(try await Self.read(ContainerLog(path: path), options) == expected)
        }
    }

    @Test func theLastLineNeedsNoEnd() async throws {
        try await withTemporaryDirectory { folder in
            let path = folder + "/0.log"
            try Self.append("one\ntwo", to: path)
            var options = ContainerLogOptions()
            options.tail = 1
            #expect(try await Self.read(ContainerLog(path: path), options) == "two")
            options.limitBytes = 2
            #expect(try await Self.read(ContainerLog(path: path), options) == "tw")
        }
    }

    @Test func timesAreTheLinesOwnOrWhenTheyWereSeen() async throws {
        try await withTemporaryDirectory { folder in
            let path = folder + "/0.log"
            let log = ContainerLog(path: path)
            try Self.append("plain\n", to: path)
            try log.observe(at: PodDriver.start)
            try Self.append(#"{"time":"2026-06-01T00:00:00.250Z","message":"own"}"# + "\nlate\n", to: path)
            try log.observe(at: PodDriver.start + 10)
            var options = ContainerLogOptions()
            options.timestamps = true
            let seen = PodDriver.start.kubeText.dropLast()
            let later = (PodDriver.start + 10).kubeText.dropLast()
            let expected = """
                \(seen).000000000Z plain
                2026-06-01T00:00:00.250000000Z {"time":"2026-06-01T00:00:00.250Z","message":"own"}
                \(later).000000000Z late

                """
            #expect(try await Self.read(log, options) == expected)
            #expect(try await Self.read(ContainerLog(path: path), options) == expected, "also for the next agent")
            options = ContainerLogOptions()
            options.since = PodDriver.start + 5
            #expect(try await Self.read(log, options).hasSuffix("late\n"))
            #expect(try await !Self.read(log, options).contains("plain"))
        }
    }

    @Test func nothingIsLostWhenALogIsCutWhileAProcessWrites() async throws {
        try await withTemporaryDirectory { folder in
            let path = folder + "/0.log"
            let done = folder + "/done"
            let log = ContainerLog(path: path, sizeLimit: 64 << 10)
            let (rounds, lines) = (12, 20_000)
            let text = try await withThrowingTaskGroup(of: String?.self) { group in
                group.addTask {
                    var options = ContainerLogOptions()
                    options.follow = true
                    return try await Self.read(log, options, isLive: { !FileManager.default.fileExists(atPath: done) })
                }
                group.addTask {
                    for round in 0..<rounds { try await Self.write(round * lines..<(round + 1) * lines, to: log) }
                    try Data().write(to: URL(filePath: done))
                    return nil
                }
                var text = ""
                for try await part in group { text += part ?? "" }
                return text
            }
            let numbers = text.split(separator: "\n").compactMap { Int($0) }
            // The reader may be overtaken, as only so much is kept; but what it reads is in order and whole.
            #expect(numbers.last == rounds * lines - 1)
            #expect(zip(numbers, numbers.dropFirst()).allSatisfy { $0 < $1 })
            #expect(log.start > 0, "something was thrown away")
            let kept = try await Self.read(log).split(separator: "\n").dropFirst().compactMap { Int($0) }
            #expect(kept == Array((kept.first ?? 0)..<rounds * lines), "what is kept has no gap")
            let files = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
            #expect(files == ["0.log", "0.log.1", "0.log.2", "0.log.index", "done"])
        }
    }

    /// Has a process write these numbers, while the log is looked after.
    private static func write(_ numbers: Range<Int>, to log: ContainerLog) async throws {
        let program = "BEGIN { for (i = \(numbers.lowerBound); i < \(numbers.upperBound); i++) { print i; if (i % 20 == 0) fflush() } }"
        let writer = try ProcessLaunch(program: "/usr/bin/awk", arguments: [program], output: .file(log.path)).start()
        while writer.isRunning {
            try log.observe(at: Date())
            await Task.yield()
        }
        #expect(try await writer.waitForExit() == .exited(0))
        try log.observe(at: Date())
    }
}
