import Commerce
import Foundation
import PaymentAPI
import PaymentService
import TestKit
import Testing

@Suite("Payments through crashes")
struct PaymentCrashTests {
    /// Each is a world of its own with two services; together they make thousands of payments.
    private static let worlds = 24
    private static let paymentsPerWorld = 150

    @Test("are final and agree with the provider's books, wherever a process died", arguments: 0..<worlds)
    func booksAgree(world number: Int) async throws {
        let seed = SeededGenerator.freshSeed() &+ UInt64(number)
        try await PaymentWorld.with { world in
            let scripts = CrashScript.scripts(seed: seed, count: Self.paymentsPerWorld)
            let promises = try await withThrowingTaskGroup(of: CrashScript.Promise.self) { group in
                for script in scripts { group.addTask { try await script.run(in: world) } }
                return try await group.reduce(into: [OrderID: CrashScript.Promise]()) { $0[$1.order] = $1 }
            }
            try await world.settle()
            // What dead processes had sent may arrive at any time, also now: it must change nothing.
            for script in scripts { await script.late.deliver() }
            try await check(world, promises, seed: seed)
        }
    }

    private func check(_ world: PaymentWorld, _ promises: [OrderID: CrashScript.Promise], seed: UInt64) async throws {
        let facts = try await world.facts.reduce(into: [OrderID: PaymentFact]()) { $0[$1.order] = $1 }
        let books = try await world.books.reduce(into: [OrderID: SandboxEntry]()) { $0[$1.order] = $1 }
        #expect(Set(books.keys).isSubset(of: facts.keys), "seed \(seed)")
        #expect(Set(facts.values.map(\.state)) == ["authorized", "declined", "captured", "voided"], "seed \(seed): too tame a world")
        for (order, promise) in promises {
            let faults = CrashVerdict(promise: promise, fact: facts[order], entry: books[order]).faults
            #expect(faults.isEmpty, "seed \(seed), order \(order): \(faults)")
        }
    }
}
