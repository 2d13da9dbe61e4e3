package import Commerce
package import Foundation
package import PaymentAPI
import Storage

/// A refund as its row holds it.
package struct RefundRecord: Sendable, Equatable {
    package var id: RefundID
    package var order: OrderID
    package var amount: Money
    package var status: Refund.Status
    /// The key of the idempotency record that holds this refund's answer.
    package var requestKey: RequestKey
    package var createdAt: Date
}

/// A refund together with the right to drive it.
package struct LeasedRefund: Sendable, Equatable {
    package var record: RefundRecord
    package var lease: Lease
}

extension Refund.Status: DatabaseRepresentable {}

extension LeasedRefund {
    init(row: Row) throws {
        let currency: Currency = try row.get("currency")
        self.init(
            record: RefundRecord(
                id: try row.get("id"), order: try row.get("order_id"), amount: Money(try row.get("amount"), currency),
                status: try row.get("status"), requestKey: try row.get("request_key"),
                createdAt: try row.get("created_at")),
            lease: try Lease(row: row))
    }

    func insert(on connection: any DatabaseConnection) throws {
        let created = record.createdAt
        try connection.execute(
            """
            INSERT INTO refunds (
                id, order_id, amount, currency, status, request_key, lease_owner, lease_epoch, lease_expires_at, created_at, updated_at
            ) VALUES (
                \(record.id), \(record.order), \(record.amount.amount), \(record.amount.currency), \(record.status), \(record.requestKey),
                \(lease.owner), \(lease.epoch), \(lease.expiresAt), \(created), \(created)
            )
            """)
    }
}
