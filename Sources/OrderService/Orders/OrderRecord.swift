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

    package var displayNumber: String { "S-\(number)" }

    package var lines: [StockLine] { items.map { StockLine(sku: $0.sku, quantity: $0.quantity) } }

    /// The order as the API shows it, without its access token.
    package var order: Order {
        Order(
            id: id, number: displayNumber, status: status, reason: reason, email: email, shippingAddress: shippingAddress, items: items,
            totals: totals, refunded: refunded, createdAt: createdAt)
    }
}
