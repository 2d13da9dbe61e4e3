package import Commerce

/// One payment as the service's own books have it, for the audit.
package struct PaymentFact: Sendable, Equatable {
    package let order: OrderID
    /// The name of a ``PaymentState``.
    package let state: String
    /// What the order was to pay.
    package let amount: Money
    package let captured: Money
    /// What has been given back, whether by refunds or by a void.
    package let refunded: Money
    /// Refunds that are asked for and not decided.
    package let pendingRefunds: Money
    /// Whether no intent is open whose outcome is not known.
    package let isResolved: Bool
}
