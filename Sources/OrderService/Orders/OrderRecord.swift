package import Commerce
package import Foundation
package import OrderAPI
package import PaymentAPI
package import ProductAPI

/// An order as its row holds it.
package struct OrderRecord: Sendable, Equatable {
    package var id: OrderID
    /// Increasing across all replicas; people see it as ``displayNumber``.
    package var number: Int
    package var status: Order.Status
    package var reason: String?
    package var email: String
    package var shippingAddress: ShippingAddress
    package var items: [OrderItem]
    package var totals: OrderTotals
    package var refunded: Money
    package var payment: PaymentMethod
    package var idempotencyKey: String
    /// The key of the idempotency record that holds this order's answer.
    package var requestKey: RequestKey
    package var saga: SagaState
    package var createdAt: Date
    package var updatedAt: Date

    package init(
        id: OrderID, number: Int, status: Order.Status, reason: String?, email: String, shippingAddress: ShippingAddress,
        items: [OrderItem], totals: OrderTotals, refunded: Money, payment: PaymentMethod, idempotencyKey: String, requestKey: RequestKey,
        saga: SagaState, createdAt: Date, updatedAt: Date
    ) {
        self.id = id
        self.number = number
        self.status = status
        self.reason = reason
        self.email = email
        self.shippingAddress = shippingAddress
        self.items = items
        self.totals = totals
        self.refunded = refunded
        self.payment = payment
        self.idempotencyKey = idempotencyKey
        self.requestKey = requestKey
        self.saga = saga
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }

    package var displayNumber: String { "S-\(number)" }

    package var lines: [StockLine] { items.map { StockLine(sku: $0.sku, quantity: $0.quantity) } }

    /// The order as the API shows it, without its access token.
    package var order: Order {
        Order(
            id: id, number: displayNumber, status: status, reason: reason, email: email, shippingAddress: shippingAddress, items: items,
            totals: totals, refunded: refunded, createdAt: createdAt)
    }
}
