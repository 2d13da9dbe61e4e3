import Commerce
import Foundation
import OrderAPI
import PaymentAPI
import Storage

extension Order.Status: DatabaseRepresentable {}
extension PaymentMethod.Kind: DatabaseRepresentable {}

extension OrderRecord {
    init(row: Row) throws {
        let currency: Currency = try row.get("currency")
        func money(_ column: String) throws -> Money { Money(try row.get(column), currency) }
        self.init(
            id: try row.get("id"), number: try row.get("number"), status: try row.get("status"), reason: try row.get("reason"),
            email: try row.get("email"), shippingAddress: try Stored.value(ShippingAddress.self, in: row, "shipping_address"),
            items: try Stored.value([OrderItem].self, in: row, "items"),
            totals: OrderTotals(
                subtotal: try money("subtotal"), shipping: try money("shipping"), tax: try money("tax"), total: try money("total")),
            refunded: try money("refunded"),
            payment: PaymentMethod(method: try row.get("payment_method"), token: try row.get("payment_token")),
            idempotencyKey: try row.get("idempotency_key"), requestKey: try row.get("request_key"),
            saga: try Stored.value(SagaState.self, in: row, "saga"), createdAt: try row.get("created_at"),
            updatedAt: try row.get("updated_at"))
    }

    /// The row of a new order with its first lease.
    func insert(lease: Lease, on connection: any DatabaseConnection) throws {
        try connection.execute(
            """
            INSERT INTO orders (
                id, number, status, reason, email, shipping_address, items, currency, subtotal, shipping, tax, total, refunded,
                refund_claimed, payment_method, payment_token, idempotency_key, request_key, saga, settled,
                lease_owner, lease_epoch, lease_expires_at, created_at, updated_at
            ) VALUES (
                \(id), \(number), \(status), \(reason), \(email), \(try Stored.text(shippingAddress)), \(try Stored.text(items)),
                \(totals.total.currency), \(totals.subtotal.amount), \(totals.shipping.amount), \(totals.tax.amount),
                \(totals.total.amount), \(refunded.amount), 0, \(payment.method), \(payment.token), \(idempotencyKey), \(requestKey),
                \(try Stored.text(saga)), \(saga.isSettled), \(lease.owner), \(lease.epoch), \(lease.expiresAt),
                \(createdAt), \(updatedAt)
            )
            """)
    }
}

extension LeasedOrder {
    init(row: Row) throws {
        self.init(record: try OrderRecord(row: row), lease: try Lease(row: row))
    }
}

extension Lease {
    init(row: Row) throws {
        self.init(
            owner: try row.get("lease_owner"), epoch: try row.get("lease_epoch"),
            expiresAt: try row.get("lease_expires_at"))
    }
}
