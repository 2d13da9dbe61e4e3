import Commerce

/// What a caller asks the sandbox to do, as it is kept under the idempotency key.
struct SandboxOperation: Sendable, Equatable {
    enum Kind: String, Sendable { case authorize, capture, void, refund }

    let kind: Kind
    let order: OrderID
    let key: IdempotencyKey
    /// Zero for a void.
    var amount = Money.zero(.usd)
    /// Of an authorization alone.
    var token: SandboxToken?
}
