package import Commerce

/// What the provider's books say about one order. Every provider call answers with it.
package struct ProviderCharge: Sendable, Equatable {
    package enum Status: Sendable, Equatable {
        /// The provider itself does not know yet.
        case processing
        case authorized
        case declined(reason: String)
        /// Money was taken; refunds do not change this figure.
        case captured(Money)
        /// Nothing was taken and nothing ever will be.
        case voided
    }

    package var status: Status
    /// The refunds that succeeded, each under the key it was asked for with.
    package var refunds: [IdempotencyKey: Money]

    package init(_ status: Status, refunds: [IdempotencyKey: Money] = [:]) {
        self.status = status
        self.refunds = refunds
    }
}
