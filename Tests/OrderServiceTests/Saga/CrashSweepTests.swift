import Commerce
import Foundation
import OrderAPI
import OrderService
import ProductAPI
import Testing
import TestKit

/// Kills the replica at each of its calls, one after the other, before and after the call took effect; another one goes on.
@Suite struct CrashSweepTests {
    struct Scenario: Sendable, CustomTestStringConvertible {
        var token: String
        var quantity = 2
        /// How long a reservation lives; shorter than a lease, it has lapsed whenever an order is resumed.
        var reservation: Duration = .seconds(120)
        var isCancelled = false
        var testDescription: String { "\(token) \(quantity) \(reservation) \(isCancelled)" }
    }

    static let scenarios: [Scenario] = [
        Scenario(token: "tok_visa"), Scenario(token: "tok_declined"), Scenario(token: "tok_timeout"), Scenario(token: "tok_late"),
        Scenario(token: "tok_limbo"), Scenario(token: "tok_nonsense"), Scenario(token: "tok_visa", quantity: 11),
        Scenario(token: "tok_visa", reservation: .seconds(5)), Scenario(token: "tok_timeout", reservation: .seconds(5)),
        Scenario(token: "tok_visa", isCancelled: true),
    ]

    @Test(arguments: scenarios) func everyCrashIsSurvived(_ scenario: Scenario) async throws {
        for afterwards in [false, true] {
            var point = 1
            while try await survives(scenario, crashingAt: point, afterwards: afterwards) { point += 1 }
            #expect(point > 2, "the sweep was over before it began")
        }
    }

    /// Returns whether the replica lived to reach the point.
    private func survives(_ scenario: Scenario, crashingAt point: Int, afterwards: Bool) async throws -> Bool {
        try await withTemporaryDatabase { database in
            let world = try await SagaWorld(database)
            world.stock.add("MUG", price: 1_250, onHand: 10)
            world.stock.setLifetime(scenario.reservation)
            let mug = try #require(SKU("MUG"))
            var order = try await world.place("key", token: scenario.token, lines: [StockLine(sku: mug, quantity: scenario.quantity)])
            var event = SagaEvent.started
            if scenario.isCancelled {
                try await world.driver().drive(order, beginning: .started)
                let claim = try await world.orders.claimForCancel(order.record.id, owner: "first", until: world.time.now() + 10)
                guard case .claimed(let claimed) = claim else { throw SimulatedCrash() }
                (order, event) = (claimed, .resumed)
            }
            let crash = CrashPoint(point, afterwards: afterwards)
            let signal = OutcomeSignal()
            _ = try? await world.driver(crash).drive(order, beginning: event, telling: signal)
            let told = await signal.outcome(within: .zero, clock: ContinuousClock())
            let seconds = try await world.recover(within: 60)
            #expect(seconds != nil, "not settled after a crash at call \(point), afterwards: \(afterwards)")
            #expect(try await world.audit(initially: [mug: 10]) == [], "crash at call \(point), afterwards: \(afterwards)")
            if !scenario.isCancelled { try await expect(told, staysTheAnswerOf: "key", in: world) }
            return crash.wasReached
        }
    }

    /// The wish to cancel is as durable as the claim: a replica that dies right after it has called the order off all the same.
    @Test(arguments: [nil, "capture", "commit"] as [String?])
    func aCancellationOutlivesWhoeverPromisedIt(stuckAt operation: String?) async throws {
        try await withTemporaryDatabase { database in
            let world = try await SagaWorld(database)
            world.stock.add("MUG", price: 1_250, onHand: 10)
            let mug = try #require(SKU("MUG"))
            let faults = FaultScript()
            if let operation { faults.set(.requestLost, for: operation) }
            let order = try await world.place("key", token: "tok_visa", lines: [StockLine(sku: mug, quantity: 2)])
            try await world.driver(faults).drive(order, beginning: .started)
            let until = world.time.now() + SagaWorld.lease
            guard case .claimed(let claimed) = try await world.orders.claimForCancel(order.record.id, owner: "first", until: until) else {
                throw SimulatedCrash()
            }
            #expect(claimed.record.status == .cancelled)
            #expect(try await world.orders.order(order.record.id) == claimed.record)
            #expect(try await world.recover(within: 60) != nil)
            #expect(try await world.facts().map(\.status) == [.cancelled])
            #expect(try await world.audit(initially: [mug: 10]) == [])
        }
    }
}

/// Whatever a client has been told stays true.
func expect(_ told: OrderOutcome, staysTheAnswerOf key: String, in world: SagaWorld) async throws {
    let key = try #require(IdempotencyKey(key))
    let record = try await world.orders.idempotencyRecord(RequestKey(.placeOrder, key))
    switch told {
    case .answered(let answer): #expect(record?.answer == answer)
    case .failed: #expect(record == nil)
    case .pending: break
    }
}
