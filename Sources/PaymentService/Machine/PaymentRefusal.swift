package import Commerce

/// Why a payment does not take an event. The payment is as it was.
package enum PaymentRefusal: Error, Equatable {
    /// There is no payment of this order.
    case notFound
    /// The state does not allow it. From a provider's answer it means that the provider contradicts what it said before.
    case invalidState(event: String, state: String)
    /// The same authorization or refund was asked for before, with another amount or token.
    case mismatch
    /// More than is left of the capture, or nothing was captured.
    case exceedsCapture(refundable: Money)
    /// Not an amount that can be charged or refunded. The reason says what is allowed.
    case invalidAmount(reason: String)
}
