import OrderAPI
package import Commerce
package import Foundation
import PaymentAPI
package import Storage

/// The refunds' table. What a refund claims of an order is counted on the order's row, so that two refunds can never claim it twice.
package struct RefundStore: Sendable {
    let database: any Database
    let now: @Sendable () -> Date

    package init(database: any Database, now: @escaping @Sendable () -> Date) {
        self.database = database
        self.now = now
    }

    /// What became of a request for a refund.
    package enum Placement: Sendable, Equatable {
        case placed(LeasedRefund)
        /// The key has been used before, by this request or by another one.
        case known(IdempotencyRecord)
        case unknownOrder
        /// The order has no money of the customer: not captured yet, or called off.
        case notRefundable
        /// The answer, stored under the key.
        case refused(Refusal)
    }

    /// Claims the amount — all that is left when it is nil — and writes the refund with its idempotency record, or nothing.
    package func place(
        _ id: RefundID, of order: OrderID, amount: Money?, key: IdempotencyRecord, lease: Lease
    ) async throws -> Placement {
        let createdAt = now().asStored
        return try await database.write { connection in
            if let known = try IdempotencyRecord.find(key.key, on: connection) { return .known(known) }
            guard let row = try connection.firstRow("SELECT * FROM orders WHERE id = \(order)") else { return .unknownOrder }
            let record = try OrderRecord(row: row)
            guard record.status == .confirmed, record.saga.allowsRefunds else { return .notRefundable }
            if let known = try key.claim(on: connection, at: createdAt) { return .known(known) }
            let left = Money(record.totals.total.amount - (try row.get("refund_claimed")), record.totals.total.currency)
            guard let amount = try Self.claim(amount ?? left, of: left, order: record, on: connection) else {
                let refusal = Refusal(exceeding: left)
                try IdempotencyRecord.store(.refusal(refusal), for: key.key, subject: key.subject, on: connection)
                return .refused(refusal)
            }
            let refund = LeasedRefund(
                record: RefundRecord(
                    id: id, order: order, amount: amount, status: .pending, requestKey: key.key, createdAt: createdAt), lease: lease)
            try refund.insert(on: connection)
            return .placed(refund)
        }
    }

    /// Counts the amount as claimed. Returns nil when it is more than is left.
    private static func claim(
        _ amount: Money, of left: Money, order: OrderRecord, on connection: any DatabaseConnection
    ) throws -> Money? {
        guard amount.amount > 0, amount.amount <= left.amount else { return nil }
        let changed = try connection.execute(
            """
            UPDATE orders SET refund_claimed = refund_claimed + \(amount.amount)
            WHERE id = \(order.id) AND refund_claimed + \(amount.amount) <= total
            """)
        return changed == 1 ? amount : nil
    }

    /// Keeps the lease for longer, or gives it back for whoever comes first after `until`. Throws ``LeaseLost``.
    package func extend(_ refund: LeasedRefund, until: Date) async throws -> LeasedRefund {
        try await database.write { connection in
            let changed = try connection.execute(
                """
                UPDATE refunds SET lease_expires_at = \(until)
                WHERE id = \(refund.record.id) AND lease_epoch = \(refund.lease.epoch)
                """)
            guard changed == 1 else { throw LeaseLost(subject: refund.record.id.rawValue) }
        }
        var extended = refund
        extended.lease.expiresAt = until
        return extended
    }

    package func handBackAll(of owner: String) async throws {
        _ = try await database.write {
            try $0.execute("UPDATE refunds SET lease_expires_at = 0 WHERE status = 'pending' AND lease_owner = \(owner)")
        }
    }

    /// Takes over pending refunds whose lease has run out.
    package func claimDue(owner: String, until: Date, limit: Int) async throws -> [LeasedRefund] {
        let due: SQL = """
            SELECT * FROM refunds WHERE status = 'pending' AND lease_expires_at <= \(now())
            ORDER BY lease_expires_at LIMIT \(limit)
            """
        guard try await database.read({ try $0.firstRow(due) }) != nil else { return [] }
        return try await database.write { connection in
            try connection.rows(due).compactMap { row in
                var refund = try LeasedRefund(row: row)
                let epoch = refund.lease.epoch
                refund.lease = refund.lease.taken(by: owner, until: until)
                let changed = try connection.execute(
                    """
                    UPDATE refunds SET lease_owner = \(owner), lease_epoch = \(refund.lease.epoch), lease_expires_at = \(until)
                    WHERE id = \(refund.record.id) AND lease_epoch = \(epoch)
                    """)
                return changed == 1 ? refund : nil
            }
        }
    }
}
