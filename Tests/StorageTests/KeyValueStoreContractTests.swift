import Foundation
import Storage
import TestKit
import Testing

@Suite("KeyValueStore contract")
struct KeyValueStoreContractTests {
    private let hour = Duration.seconds(3_600)

    @Test("absent, exact and any are honoured", arguments: KeyValueStoreUnderTest.allCases)
    func expectations(of kind: KeyValueStoreUnderTest) async throws {
        try await kind.withStore { store, _ in
            #expect(try await store.value(forKey: "k") == nil)
            #expect(try await store.setValue([9], forKey: "k", expecting: .version(1), lifetime: hour) == nil)
            let first = try #require(try await store.setValue([1], forKey: "k", expecting: .absent, lifetime: hour))
            #expect(try await store.value(forKey: "k") == VersionedValue(value: [1], version: first))
            #expect(try await store.setValue([2], forKey: "k", expecting: .absent, lifetime: hour) == nil)
            #expect(try await store.setValue([2], forKey: "k", expecting: .version(first - 1), lifetime: hour) == nil)
            let second = try #require(try await store.setValue([2], forKey: "k", expecting: .version(first), lifetime: hour))
            let third = try #require(try await store.setValue([], forKey: "k", expecting: .any, lifetime: hour))
            #expect(first < second && second < third)
            #expect(try await store.value(forKey: "k") == VersionedValue(value: [], version: third))
            #expect(try await store.value(forKey: "K") == nil, "keys keep their case")
        }
    }

    @Test("a value lives as long as its last write says", arguments: KeyValueStoreUnderTest.allCases)
    func expiry(of kind: KeyValueStoreUnderTest) async throws {
        try await kind.withStore { store, clock in
            let first = try #require(try await store.setValue([1], forKey: "k", expecting: .absent, lifetime: .seconds(10)))
            clock.advance(by: .seconds(9))
            #expect(try await store.value(forKey: "k") != nil)
            let second = try #require(try await store.setValue([2], forKey: "k", expecting: .version(first), lifetime: .seconds(10)))
            clock.advance(by: .seconds(9))
            #expect(try await store.value(forKey: "k")?.value == [2])
            clock.advance(by: .seconds(2))
            #expect(try await store.value(forKey: "k") == nil)
            #expect(try await store.setValue([3], forKey: "k", expecting: .version(second), lifetime: hour) == nil)
            let third = try #require(try await store.setValue([3], forKey: "k", expecting: .absent, lifetime: hour))
            #expect(third > second)
        }
    }

    @Test("a removed key starts above its old versions, even when the clock stands still", arguments: KeyValueStoreUnderTest.allCases)
    func removal(of kind: KeyValueStoreUnderTest) async throws {
        try await kind.withStore { store, clock in
            try await store.removeValue(forKey: "k")
            let first = try #require(try await store.setValue([1], forKey: "k", expecting: .absent, lifetime: hour))
            try await store.removeValue(forKey: "k")
            #expect(try await store.value(forKey: "k") == nil)
            let second = try #require(try await store.setValue([1], forKey: "k", expecting: .absent, lifetime: hour))
            #expect(second > first)
            clock.advance(by: .seconds(-60))
            let third = try #require(try await store.setValue([1], forKey: "k", expecting: .version(second), lifetime: hour))
            #expect(third > second)
        }
    }

    @Test("concurrent writers that compare and set lose no update", arguments: KeyValueStoreUnderTest.allCases)
    func noLostUpdate(of kind: KeyValueStoreUnderTest) async throws {
        try await kind.withStore { store, _ in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<20 {
                    group.addTask { for _ in 0..<5 { try await increment(store) } }
                }
                try await group.waitForAll()
            }
            #expect(try await store.value(forKey: "counter")?.value == [100])
        }
    }

    private func increment(_ store: any KeyValueStore) async throws {
        while true {
            let current = try await store.value(forKey: "counter")
            let next = [(current?.value.first ?? 0) + 1]
            let expected = current.map { ExpectedVersion.version($0.version) } ?? .absent
            if try await store.setValue(next, forKey: "counter", expecting: expected, lifetime: hour) != nil { return }
        }
    }

    @Test("random operations agree with a model", arguments: KeyValueStoreUnderTest.allCases)
    func agreesWithModel(of kind: KeyValueStoreUnderTest) async throws {
        let seed = SeededGenerator.freshSeed()
        var random = SeededGenerator(seed: seed)
        try await kind.withStore { store, clock in
            var model = KeyValueModel()
            for step in 0..<400 {
                let key = "k\(Int.random(in: 0..<4, using: &random))"
                switch Int.random(in: 0..<10, using: &random) {
                case 0:
                    try await store.removeValue(forKey: key)
                    model.remove(key)
                case 1...2:
                    clock.advance(by: .milliseconds(Int.random(in: 1...3_000, using: &random)))
                default:
                    let expecting = model.expectation(for: key, using: &random)
                    let lifetime = Duration.milliseconds(Int.random(in: 1...5_000, using: &random))
                    let version = try await store.setValue([UInt8(step % 256)], forKey: key, expecting: expecting, lifetime: lifetime)
                    let agrees = model.accepts(
                        version, [UInt8(step % 256)], key, expecting, expiry: clock.now() + lifetime.seconds, at: clock.now())
                    #expect(agrees, "step \(step), seed \(seed)")
                }
                #expect(try await store.value(forKey: key) == model.live(key, at: clock.now()), "step \(step), seed \(seed)")
            }
        }
    }
}
