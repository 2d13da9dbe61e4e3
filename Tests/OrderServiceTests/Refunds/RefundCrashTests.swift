import Commerce
import Foundation
import OrderAPI
import OrderService
import PaymentAPI
import ProductAPI
import Storage
import TestKit
import Testing

/// Kills the replica at each of the calls of a refund, before and after the call took effect; another one ends what it left.
@Suite struct RefundCrashTests {
    private static let amount = Money(700, .usd)

    /// Refused: the provider gave everything back before, in a way that the order does not know of.
    @Test(arguments: [false, true], [false, true])
    func everyCrashIsSurvived(isRefused: Bool, afterwards: Bool) async throws {
        var point = 1
        while try await survives(isRefused: isRefused, crashingAt: point, afterwards: afterwards) { point += 1 }
        #expect(point > 3, "extend, ask and end are three calls")
    }

    /// Returns whether the replica lived to reach the point.
    private func survives(isRefused: Bool, crashingAt point: Int, afterwards: Bool) async throws -> Bool {
        try await withTemporaryDatabase { database in
            let world = try await SagaWorld(database)
            let order = try await Self.confirmedOrder(in: world)
            let captured = try #require(world.payments.payments[order]?.captured)
            if isRefused { _ = world.payments.refund(.timeOrdered(at: world.time.now()), RefundRequest(amount: captured), of: order) }
            let refund = try await Self.place(of: order, in: world)

            let crash = CrashPoint(point, afterwards: afterwards)
            let signal = OutcomeSignal()
            try? await Self.driver(crash, in: world).drive(refund, isResumed: false, telling: signal)
            let told = await signal.outcome(within: .zero, clock: ContinuousClock())
            try await Self.recover(world)

            let place: Comment = "crash at call \(point), afterwards: \(afterwards)"
            let answer = try #require(try await world.orders.idempotencyRecord(refund.record.requestKey)?.answer, place)
            if case .answered(let first) = told { #expect(first == answer, place) }
            let shown = try #require(try await world.orders.order(order)?.refunded)
            #expect(shown == (isRefused ? .zero(.usd) : Self.amount), place)
            #expect(world.payments.payments[order]?.refunded == (isRefused ? captured : Self.amount), place)
            #expect(try await Self.count("outbox WHERE event = 'order.refunded'", in: world) == (isRefused ? 0 : 1), place)
            #expect(try await Self.count("orders WHERE refund_claimed = \(shown.amount)", in: world) == 1, place)
            #expect(Self.isRefusal(answer) == isRefused, place)
            return crash.wasReached
        }
    }

    private static func confirmedOrder(in world: SagaWorld) async throws -> OrderID {
        world.stock.add("MUG", price: 1_250, onHand: 10)
        let order = try await world.place("key", token: "tok_visa", lines: [StockLine(sku: try #require(SKU("MUG")), quantity: 2)])
        try await world.driver().drive(order, beginning: .started)
        return order.record.id
    }

    private static func place(of order: OrderID, in world: SagaWorld) async throws -> LeasedRefund {
        let id = RefundID.timeOrdered(at: world.time.now())
        let key = RequestKey(.refund, try #require(IdempotencyKey("refund")))
        let record = IdempotencyRecord(
            key: key, fingerprint: "print", subject: id.rawValue, answer: nil, expiresAt: world.time.now() + 86_400)
        let lease = Lease(owner: "first", epoch: 1, expiresAt: world.time.now() + SagaWorld.lease)
        guard case .placed(let refund) = try await store(in: world).place(id, of: order, amount: amount, key: record, lease: lease) else {
            throw SimulatedCrash()
        }
        return refund
    }

    private static func driver(_ faults: any Interference, in world: SagaWorld) -> RefundDriver {
        RefundDriver(
            store: store(faults, in: world),
            payments: FaultyPayments(ledger: world.payments, faults: faults), config: world.config, clock: InstantClock(),
            now: world.time.now)
    }

    /// What another replica does once the lease has run out: nobody waits for the outcome any more.
    private static func recover(_ world: SagaWorld) async throws {
        world.time.advance(by: .seconds(SagaWorld.lease + 1))
        for refund in try await store(in: world).claimDue(owner: "second", until: world.time.now() + SagaWorld.lease, limit: 10) {
            try await driver(NoInterference(), in: world).drive(refund, isResumed: true)
        }
    }

    private static func count(_ rows: SQL, in world: SagaWorld) async throws -> Int {
        try await world.database.read { try $0.rows("SELECT 1 FROM \(rows)").count }
    }

    private static func store(_ faults: any Interference = NoInterference(), in world: SagaWorld) -> RefundStore {
        RefundStore(database: FaultyDatabase(base: world.database, faults: faults), now: world.time.now)
    }

    private static func isRefusal(_ answer: StoredAnswer) -> Bool {
        if case .refusal = answer { true } else { false }
    }
}
