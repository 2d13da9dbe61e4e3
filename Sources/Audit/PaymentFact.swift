package import Commerce
package import Foundation

/// The payment of one order in the payment service.
package struct PaymentFact: Codable, Hashable, Sendable {
    package enum Status: String, Codable, Sendable {
        case pending, authorized, declined, captured, voiding, voided

        /// Whether the provider has still to say, or to do, something.
        var isOpen: Bool {
            switch self {
            case .pending, .authorized, .voiding: true
            case .declined, .captured, .voided: false
            }
        }
    }

    package var order: OrderID
    package var status: Status
    package var amount: Money
    package var captured: Money
    package var refunded: Money
    /// When its status last changed; without it, it counts as old.
    package var updatedAt: Date

    package init(order: OrderID, status: Status, amount: Money, captured: Money, refunded: Money, updatedAt: Date = .distantPast) {
        self.order = order
        self.status = status
        self.amount = amount
        self.captured = captured
        self.refunded = refunded
        self.updatedAt = updatedAt
    }
}
