import OrderAPI
import Commerce
import Foundation
import OrderService
import ProductAPI
import Testing
import TestKit

/// Thousands of orders, with every fault at random at every call, until the faults heal.
@Suite struct CrashStormTests {
    static let tokens = ["tok_visa", "tok_visa", "tok_visa", "tok_declined", "tok_timeout", "tok_late", "tok_limbo", "tok_nonsense"]

    @Test(arguments: [3, 6, 20]) func everythingAddsUpAfterwards(rarity: Int) async throws {
        let seed = SeededGenerator.freshSeed()
        try await withTemporaryDatabase { database in
            let world = try await SagaWorld(database)
            world.stock.setLifetime(.seconds(25))
            let initial = try stock(world)
            try await storm(world, orders: 1_000, rarity: rarity, seed: seed)
            // The storm goes on while others try to recover, then the faults heal.
            _ = try await world.recover(within: 15) { order in
                SeededFaults(seed: seed ^ UInt64(truncatingIfNeeded: order.rawValue.hashValue), rarity: rarity)
            }
            #expect(try await world.recover(within: 30) != nil, "not settled within 30 s, seed \(seed)")
            #expect(try await world.audit(initially: initial) == [], "seed \(seed)")
            let confirmed = try await world.facts().count { $0.status == .confirmed }
            #expect(confirmed > 10, "seed \(seed)")
        }
    }

    private func stock(_ world: SagaWorld) throws -> [SKU: Int] {
        var initial: [SKU: Int] = [:]
        for (name, count) in [("MUG", 300), ("PEN", 1_000), ("LAST", 10)] {
            world.stock.add(name, price: 700 + count, onHand: count)
            initial[try #require(SKU(name))] = count
        }
        return initial
    }

    private func storm(_ world: SagaWorld, orders: Int, rarity: Int, seed: UInt64) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for index in 0..<orders {
                if index >= 64 { try await group.next() }
                group.addTask { try await Self.client(index, world, rarity: rarity, seed: seed &+ UInt64(index)) }
            }
            try await group.waitForAll()
        }
    }

    /// One client: places an order, and remembers what it was told.
    private static func client(_ index: Int, _ world: SagaWorld, rarity: Int, seed: UInt64) async throws {
        var generator = SeededGenerator(seed: seed)
        let names = ["MUG", "PEN", "LAST"].shuffled(using: &generator).prefix(Int.random(in: 1...2, using: &generator))
        let lines = names.compactMap { SKU($0) }.map { StockLine(sku: $0, quantity: Int.random(in: 1...2, using: &generator)) }
        let token = try #require(tokens.randomElement(using: &generator))
        let order = try await world.place("key-\(index)", token: token, lines: lines)
        let signal = OutcomeSignal()
        let faults = SeededFaults(seed: seed, rarity: rarity)
        _ = try? await world.driver(faults).drive(order, beginning: .started, telling: signal)
        try await expect(await signal.outcome(within: .zero, clock: ContinuousClock()), staysTheAnswerOf: "key-\(index)", in: world)
    }
}
