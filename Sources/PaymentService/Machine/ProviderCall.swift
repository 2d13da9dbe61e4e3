package import Commerce

/// A call that the machine wants made at the provider.
package enum ProviderCall: Sendable, Equatable {
    /// Ask what became of the order.
    case find
    case authorize
    case capture
    case void
    case refund(RefundID, Money)
    /// Give back what is left of a capture that is being voided.
    case refundRest(Money)

    /// The name in metrics and logs.
    package var name: String {
        switch self {
        case .find: "find"
        case .authorize: "authorize"
        case .capture: "capture"
        case .void: "void"
        case .refund, .refundRest: "refund"
        }
    }

    /// The key the call is made under, the same for every repeat of it.
    package func key(for order: OrderID) -> IdempotencyKey {
        switch self {
        case .find, .authorize, .capture, .void: IdempotencyKey("\(order):\(name)")
        case .refund(let id, _): IdempotencyKey("\(order):refund:\(id)")
        case .refundRest: IdempotencyKey("\(order):rest")
        }
    }
}
