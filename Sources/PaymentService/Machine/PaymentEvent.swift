package import Commerce
package import PaymentAPI

/// What can happen to a payment: a request from the order service, or an answer from the provider.
package enum PaymentEvent: Sendable, Equatable {
    case authorizeRequested(AuthorizationRequest)
    case captureRequested
    case voidRequested
    case refundRequested(RefundID, Money)
    /// Somebody took the payment up again, not knowing what became of its intents.
    case resumed
    /// The provider answered a call with its charge.
    case answered(ProviderCharge)
    /// The provider has never seen the order.
    case notFound
    /// The provider refused the call.
    case rejected(ProviderCall, ProviderRejection)
    /// The provider could not be reached, or did not answer in time.
    case unanswered

    /// The name in logs and errors; it carries no token.
    package var name: String {
        switch self {
        case .authorizeRequested: "authorize"
        case .captureRequested: "capture"
        case .voidRequested: "void"
        case .refundRequested: "refund"
        case .resumed: "resumed"
        case .answered: "answered"
        case .notFound: "not found"
        case .rejected(let call, let reason): "\(call.name) rejected: \(reason.rawValue)"
        case .unanswered: "unanswered"
        }
    }
}
