import Foundation
import HotConfig
import ServiceLifecycle
import Synchronization
import TestKit
import Testing

/// A thousand edits of a real volume at the real poll interval, while other threads read.
@Suite("A thousand edits, valid and invalid", .serialized)
struct VolumeFuzzTests {
    /// Two keys that every valid edit changes together: a torn read would show.
    private struct Pair: HotConfigurable {
        static let service = "pair"
        var number: Int
        var twice: Int
        var ttl: Duration

        init(_ fields: inout ConfigFields) {
            number = fields.integer("number", default: 0, in: 0...1_000_000, "A number.")
            twice = fields.integer("twice", default: 0, in: 0...2_000_000, "Twice the number.")
            ttl = fields.duration("cache.ttl", default: .seconds(30), in: .zero ... .seconds(3_600), "A duration.")
        }
    }

    private struct Edit {
        let files: [String: Data]
        let isValid: Bool
    }

    private struct Outcome {
        var latencies: [Duration] = []
        var invalid = 0
    }

    /// What the reader threads saw.
    private final class Readers: Sendable {
        private let state = Mutex((isDone: false, reads: 0, broken: [String]()))

        var reads: Int { state.withLock(\.reads) }
        var broken: [String] { state.withLock(\.broken) }
        var isDone: Bool { state.withLock(\.isDone) }

        func finish() { state.withLock { $0.isDone = true } }

        func saw(_ count: Int, _ broken: String?) {
            state.withLock { state in
                state.reads += count
                if let broken { state.broken.append(broken) }
            }
        }
    }

    private static func edit(_ number: Int, using generator: inout SeededGenerator) -> Edit {
        var files = ["number": "\(number)", "twice": "\(2 * number)", "cache.ttl": "\(number % 3_600)s"].mapValues { Data($0.utf8) }
        if Bool.random(using: &generator) {
            files = ["pair.yaml": Data("{number: \(number), twice: \(2 * number)}\n".utf8)]
        }
        guard Int.random(in: 0..<10, using: &generator) < 4 else { return Edit(files: files, isValid: true) }
        switch Int.random(in: 0..<8, using: &generator) {
        case 0: files["number"] = Data("-\(number)".utf8)
        case 1: files["cache.ttl"] = Data("\(number)".utf8)
        case 2: files["nubmer"] = Data("\(number)".utf8)
        case 3: files = ["pair.yaml": Data("number: \(number)\nnumber: 2\n".utf8)]
        case 4: files = [:]
        case 5: files["twice"] = Data((0..<64).map { _ in UInt8.random(in: 128...255, using: &generator) })
        case 6: files["broken.yaml"] = Data("a: [\(number)".utf8)
        default: files["huge"] = Data(repeating: 65, count: 1_100_000)
        }
        return Edit(files: files, isValid: false)
    }

    @Test func noInvalidValueIsEverSeenAndEditsApplyInTime() async throws {
        let seed = SeededGenerator.freshSeed()
        let outcome = try await withTemporaryDirectory { path in
            var volume = try ConfigVolume(path: "\(path)/config")
            try volume.write(["number": "0", "twice": "0"])
            let config = try HotConfig<Pair>(
                source: .path(volume.path), lastGood: "\(path)/last-good.json", logger: LogRecorder().logger)
            let group = ServiceGroup(services: [config], logger: LogRecorder().logger)
            return try await withThrowingTaskGroup(of: Void.self) { tasks in
                tasks.addTask { try await group.run() }
                let outcome = try await reading(config, seed: seed) { try await play(1_000, on: &volume, config, seed: seed) }
                await group.triggerGracefulShutdown()
                try await tasks.waitForAll()
                return outcome
            }
        }
        let sorted = outcome.latencies.sorted()
        let p99 = sorted[sorted.count * 99 / 100]
        print(
            "config edits: \(sorted.count) valid, \(outcome.invalid) invalid, write to applied p50 \(sorted[sorted.count / 2]), p99 \(p99)")
        #expect(outcome.invalid > 200 && sorted.count > 200, "seed \(seed)")
        #expect(p99 < .milliseconds(250), "seed \(seed)")
    }

    /// Makes the edits, and waits for each valid one to be applied. After an invalid one it goes on at once or once it is reported.
    private func play(_ count: Int, on volume: inout ConfigVolume, _ config: HotConfig<Pair>, seed: UInt64) async throws -> Outcome {
        var generator = SeededGenerator(seed: seed)
        var outcome = Outcome()
        var updates = config.updates.makeAsyncIterator()
        for number in 1...count {
            let edit = Self.edit(number, using: &generator)
            let written = ContinuousClock.now
            try volume.write(edit.files)
            guard edit.isValid else {
                outcome.invalid += 1
                if Int.random(in: 0..<4, using: &generator) == 0 {
                    try await eventually { config.report.lastRejected.map { $0.resolvedAt == nil } == true }
                }
                continue
            }
            while let update = await updates.next(), update.value.number != number {}
            outcome.latencies.append(ContinuousClock.now - written)
        }
        return outcome
    }

    /// Reads from two threads while `body` runs.
    private func reading(_ config: HotConfig<Pair>, seed: UInt64, _ body: () async throws -> Outcome) async throws -> Outcome {
        let readers = Readers()
        return try await withThrowingTaskGroup(of: Void.self) { tasks in
            for _ in 0..<2 { tasks.addTask { await Self.read(config, readers) } }
            let result = await Result { try await body() }
            readers.finish()
            try await tasks.waitForAll()
            #expect(readers.broken == [], "seed \(seed)")
            #expect(readers.reads > 100_000)
            return try result.get()
        }
    }

    private static func read(_ config: HotConfig<Pair>, _ readers: Readers) async {
        while !readers.isDone {
            var broken: String?
            for _ in 0..<1_000 {
                let value = config.current.value
                let isWhole = value.twice == 2 * value.number && (0...1_000_000).contains(value.number) && value.ttl <= .seconds(3_600)
                if !isWhole { broken = "\(value)" }
            }
            readers.saw(1_000, broken)
            await Task.yield()
        }
    }
}

extension Result where Failure == any Error {
    fileprivate init(_ body: () async throws -> Success) async {
        do { self = .success(try await body()) } catch { self = .failure(error) }
    }
}
