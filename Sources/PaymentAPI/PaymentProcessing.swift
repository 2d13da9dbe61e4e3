package import Commerce

/// Taking money, as the order service does. Every call is idempotent by order (and refund) and may be repeated;
/// an answer of `pending` or `voiding` is final later: ask again with ``payment(for:)``.
/// All of them throw `ServiceKit.OutboundError` when the answer cannot be had.
package protocol PaymentProcessing: Sendable {
    /// Asks for the money. Repeated, it answers with the payment as it is now.
    func authorize(_ request: AuthorizationRequest, for order: OrderID) async throws -> AuthorizeOutcome

    /// Takes the authorized money in full.
    func capture(_ order: OrderID) async throws -> Payment

    /// Sees to it that the customer is charged nothing: voids an authorization, refunds the rest of a capture, forbids a later
    /// authorization if there was none, and resolves an unknown outcome first.
    func void(_ order: OrderID) async throws -> Payment

    /// Gives back a part of a captured payment.
    func refund(_ refund: RefundID, _ request: RefundRequest, of order: OrderID) async throws -> RefundOutcome

    /// The payment as it is now; nil when there is none.
    func payment(for order: OrderID) async throws -> Payment?
}

/// The answer to an authorization.
package enum AuthorizeOutcome: Sendable, Equatable {
    case payment(Payment)
    /// The request can never succeed, such as an unknown token. Nothing was charged.
    case invalid(reason: String)
}

/// The answer to a refund.
package enum RefundOutcome: Sendable, Equatable {
    case refund(Refund)
    /// More than what is left of the capture, or nothing was captured. Carries the money that could still be refunded.
    case exceedsCapture(refundable: Money)
}
