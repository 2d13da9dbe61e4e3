import Foundation
import NIOCore
import ProductService
import Synchronization
import TestKit
import Testing

@Suite("The read cache")
struct AnswerCacheTests {
    private let clock = ManualNow()
    private let loads = Counter()

    private func answer(
        _ cache: AnswerCache<String>, _ key: String = "key", seconds: Int, entries: Int = 10
    ) async throws -> String? {
        let policy = AnswerCache<String>.Policy(timeToLive: .seconds(seconds), entries: entries)
        let answer = try await cache.answer(for: key, policy: policy) {
            CachedAnswer(body: ByteBuffer(string: "\(key) \(loads.next())"), entityTag: "", loadedAt: clock.now())
        }
        return answer.map { String(buffer: $0.body) }
    }

    @Test func anAnswerLivesAsLongAsTheSettingOfNowSays() async throws {
        let cache = AnswerCache<String>(now: clock.now)
        #expect(try await answer(cache, seconds: 30) == "key 1")
        clock.advance(by: .seconds(29))
        #expect(try await answer(cache, seconds: 30) == "key 1")
        #expect(try await answer(cache, seconds: 10) == "key 2", "a shorter time holds for what is kept already")
        clock.advance(by: .seconds(29))
        #expect(try await answer(cache, seconds: 60) == "key 2", "and a longer one too")
        clock.advance(by: .seconds(31))
        #expect(try await answer(cache, seconds: 60) == "key 3")
    }

    @Test func zeroSwitchesItOff() async throws {
        let cache = AnswerCache<String>(now: clock.now)
        #expect(try await answer(cache, seconds: 0) == "key 1")
        #expect(try await answer(cache, seconds: 0) == "key 2")
        #expect(try await answer(cache, seconds: 30) == "key 3")
        #expect(try await answer(cache, seconds: 30, entries: 0) == "key 3")
    }

    @Test func theLeastRecentlyUsedMakesRoom() async throws {
        let cache = AnswerCache<String>(now: clock.now)
        #expect(try await answer(cache, "a", seconds: 30, entries: 2) == "a 1")
        #expect(try await answer(cache, "b", seconds: 30, entries: 2) == "b 2")
        #expect(try await answer(cache, "a", seconds: 30, entries: 2) == "a 1")
        #expect(try await answer(cache, "c", seconds: 30, entries: 2) == "c 3")
        #expect(try await answer(cache, "a", seconds: 30, entries: 2) == "a 1")
        #expect(try await answer(cache, "b", seconds: 30, entries: 2) == "b 4")
    }

    @Test func manyWhoAskAtOnceShareOneLoad() async throws {
        let cache = AnswerCache<String>(now: clock.now)
        let gate = Gate()
        let policy = AnswerCache<String>.Policy(timeToLive: .seconds(30), entries: 10)
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for _ in 0..<50 {
                group.addTask {
                    try await cache.answer(for: "missing", policy: policy) {
                        _ = loads.next()
                        await gate.pass()
                        return nil
                    } == nil
                }
            }
            try await eventually { gate.arrivals == 1 }
            gate.open()
            for try await isMissing in group { #expect(isMissing) }
        }
        #expect(gate.arrivals == 1)
        #expect(loads.next() == 2)
    }

    @Test func whoAsksAfterAnInvalidationDoesNotGetAnOlderLoad() async throws {
        let cache = AnswerCache<String>(now: clock.now)
        let gate = Gate()
        let policy = AnswerCache<String>.Policy(timeToLive: .seconds(30), entries: 10)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                _ = try await cache.answer(for: "key", policy: policy) {
                    await gate.pass()
                    return CachedAnswer(body: ByteBuffer(string: "old"), entityTag: "", loadedAt: clock.now())
                }
            }
            try await eventually { gate.arrivals == 1 }
            cache.invalidate()
            #expect(try await answer(cache, seconds: 30) == "key 1")
            gate.open()
            try await group.waitForAll()
        }
        #expect(try await answer(cache, seconds: 30) == "key 1")
    }

    @Test func aFailureIsToldAndNotKept() async throws {
        struct Broken: Error {}
        let cache = AnswerCache<String>(now: clock.now)
        let policy = AnswerCache<String>.Policy(timeToLive: .seconds(30), entries: 10)
        await #expect(throws: Broken.self) { try await cache.answer(for: "key", policy: policy) { throw Broken() } }
        #expect(try await answer(cache, seconds: 30) == "key 1")
    }
}

/// Counts from 1.
private final class Counter: Sendable {
    private let value = Mutex(0)

    func next() -> Int {
        value.withLock { value in
            value += 1
            return value
        }
    }
}
