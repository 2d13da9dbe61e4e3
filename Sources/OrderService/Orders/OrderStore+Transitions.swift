import PaymentAPI
import Commerce
package import Foundation
import Storage

/// The saga's own writes. Each of them holds only for the owner of the lease's epoch.
extension OrderStore {
    /// Makes a transition durable: the new state, and with it what was decided, its answer and its event.
    /// Throws ``LeaseLost`` when another replica has taken the order over; then nothing is written.
    package func advance(
        _ order: LeasedOrder, to state: SagaState, deciding decision: SagaDecision?, leaseUntil: Date
    ) async throws -> LeasedOrder {
        var leased = order
        leased.lease.expiresAt = leaseUntil
        let instant = now()
        return try await database.write { [leased] connection in
            try Self.write(leased, to: state, deciding: decision, at: instant, on: connection)
        }
    }

    /// Writes a transition within the caller's transaction, and returns the order as it is from then on. Throws ``LeaseLost``.
    static func write(
        _ order: LeasedOrder, to state: SagaState, deciding decision: SagaDecision?, at instant: Date, on connection: any DatabaseConnection
    ) throws -> LeasedOrder {
        var next = order
        next.record.saga = state
        next.record.updatedAt = instant.asStored
        let change = decision.map { OrderChange($0, to: next.record) }
        if let change { next.record = change.record }
        // The token has done its work once the payment service has answered for it; it is not kept.
        if state.isSettled { next.record.payment.token = "" }
        try update(next, withRefunds: decision?.changesRefunds ?? false, on: connection)
        if let change { try record(change, on: connection) }
        return next
    }

    private static func update(_ order: LeasedOrder, withRefunds: Bool, on connection: any DatabaseConnection) throws {
        let record = order.record
        // Refunds are counted by their own transactions, so a transition that decides nothing about them leaves the column alone.
        let refunds: SQL = withRefunds ? ", refunded = \(record.refunded.amount)" : ""
        let changed = try connection.execute(
            """
            UPDATE orders SET saga = \(try Stored.text(record.saga)), settled = \(record.saga.isSettled), status = \(record.status),
                reason = \(record.reason), payment_token = \(record.payment.token), updated_at = \(record.updatedAt),
                lease_expires_at = \(order.lease.expiresAt)\(refunds)
            WHERE id = \(record.id) AND lease_epoch = \(order.lease.epoch)
            """)
        guard changed == 1 else { throw LeaseLost(subject: record.id.rawValue) }
    }

    private static func record(_ change: OrderChange, on connection: any DatabaseConnection) throws {
        let record = change.record
        if let kind = change.event {
            try OutboxEvent(kind: kind, order: record.order).append(on: connection, at: record.updatedAt)
        }
        switch change.answer {
        case .keep: break
        case .store(let answer):
            try IdempotencyRecord.store(answer, for: record.requestKey, subject: record.id.rawValue, on: connection)
        case .free:
            try IdempotencyRecord.free(record.requestKey, subject: record.id.rawValue, on: connection)
        }
    }
}

extension SagaDecision {
    fileprivate var changesRefunds: Bool {
        if case .refunded = self { true } else { false }
    }
}
