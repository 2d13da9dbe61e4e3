import Commerce
import Foundation
import PaymentService
import TestKit
import Testing

@Suite("The payment store")
struct PaymentStoreTests {
    private let order = OrderID.random()

    @Test("opens a payment once, whoever comes second")
    func opening() async throws {
        try await PaymentWorld.with { world in
            let store = PaymentStore(database: world.database)
            let opened = try await open(order, in: store, world)
            #expect(opened?.record.version == 1)
            #expect(try await open(order, in: store, world) == nil)
            let tombstone = try await store.open(.tombstone(for: order), directives: [], schedule: schedule(world))
            #expect(tombstone == nil)
            #expect(try await store.record(of: order)?.machine.state == .pending)
        }
    }

    @Test("takes an answer only if the payment is as it was when the call went out; otherwise the provider is asked anew")
    func staleAnswers() async throws {
        try await PaymentWorld.with { world in
            let store = PaymentStore(database: world.database)
            _ = try await open(order, in: store, world)
            let voiding = try await store.transition(order, .voidRequested, schedule: schedule(world))
            #expect(voiding.record.version == 2)
            let authorized = PaymentEvent.answered(ProviderCharge(.authorized))
            let stale = try await store.transition(order, authorized, at: 1, schedule: schedule(world))
            #expect(stale.record.machine.state == .voiding)
            #expect(stale.directives == [.ask(.find)])
            let fresh = try await store.transition(order, authorized, at: stale.record.version, schedule: schedule(world))
            #expect(fresh.directives == [.ask(.void)])
        }
    }

    @Test("lets one claimant alone take a due payment up, and lists it again when its lease is over")
    func claims() async throws {
        try await PaymentWorld.with { world in
            let store = PaymentStore(database: world.database)
            _ = try await open(order, in: store, world)
            #expect(try await store.due(at: world.clock.now(), limit: 10).isEmpty)
            world.clock.advance(by: .seconds(5))
            for _ in 1...3 {
                let due = try await store.due(at: world.clock.now(), limit: 10)
                #expect(due.map(\.order) == [order])
                let resolveAt = due.first?.resolveAt
                #expect(try await store.claim(order, dueAt: resolveAt, schedule: schedule(world))?.directives == [.ask(.find)])
                #expect(try await store.claim(order, dueAt: resolveAt, schedule: schedule(world)) == nil)
                world.clock.advance(by: .seconds(5))
            }
        }
    }

    @Test("waits longer after each attempt that told nothing, and starts over when something changed")
    func backoff() async throws {
        try await PaymentWorld.with { world in
            let store = PaymentStore(database: world.database)
            _ = try await open(order, in: store, world)
            let now = world.clock.now()
            var waits: [TimeInterval] = []
            for _ in 1...3 {
                let step = try await store.transition(order, .unanswered, at: 1, schedule: schedule(world))
                waits.append((step.record.resolveAt ?? now).timeIntervalSince(now))
            }
            #expect(waits == [0.25, 0.5, 1])
            let authorized = try await store.transition(
                order, .answered(ProviderCharge(.authorized)), at: 1, schedule: schedule(world))
            #expect(authorized.record.resolveAt == nil)
            #expect(authorized.record.attempts == 0)
        }
    }

    private func open(_ order: OrderID, in store: PaymentStore, _ world: PaymentWorld) async throws -> PaymentStep? {
        try await store.open(.opening(Samples.visa, for: order), directives: [.ask(.authorize)], schedule: schedule(world))
    }

    private func schedule(_ world: PaymentWorld) -> PaymentSchedule {
        PaymentSchedule(now: world.clock.now(), lease: .seconds(5), firstBackoff: .milliseconds(250), longestBackoff: .seconds(5))
    }
}
