/// Why a confirmed order was called off.
package enum Cancellation: String, Codable, Sendable {
    /// The customer or an administrator asked for it.
    case requested = "requested"
    /// The reservation lapsed before it was committed, and by then the stock was gone.
    case outOfStock = "out_of_stock"
    /// The authorization was gone before it could be captured.
    case paymentLost = "payment_lost"
}
