package import Commerce
package import Foundation

/// One charge in the provider's own books: what really happened to the customer's money. An order may have several.
package struct ChargeFact: Codable, Hashable, Sendable {
    package var order: OrderID
    /// The idempotency key it was made with.
    package var key: String
    /// How often money was taken for it.
    package var captureCount: Int
    package var captured: Money
    package var refunded: Money
    /// When it last changed; without it, it counts as old.
    package var updatedAt: Date

    package init(order: OrderID, key: String, captureCount: Int, captured: Money, refunded: Money, updatedAt: Date = .distantPast) {
        self.order = order
        self.key = key
        self.captureCount = captureCount
        self.captured = captured
        self.refunded = refunded
        self.updatedAt = updatedAt
    }
}
