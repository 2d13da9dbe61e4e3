package import Commerce

/// The company that moves the money. One order is one charge.
///
/// A call repeated under its key is carried out once and answered with the charge as it is by then.
package protocol PaymentProvider: Sendable {
    /// Sets the money aside, or declines. An order that was voided before answers ``ProviderCharge/Status/voided`` and is never charged.
    func authorize(_ request: ProviderAuthorization, key: IdempotencyKey) async throws(ProviderError) -> ProviderCharge

    /// Takes authorized money: once, and no more than was authorized.
    func capture(_ amount: Money, of order: OrderID, key: IdempotencyKey) async throws(ProviderError) -> ProviderCharge

    /// Lets an authorization go. An order that the provider has never seen is closed: it cannot be authorized any more.
    func void(_ order: OrderID, key: IdempotencyKey) async throws(ProviderError) -> ProviderCharge

    /// Gives back captured money: all refunds together never exceed the capture.
    func refund(_ amount: Money, of order: OrderID, key: IdempotencyKey) async throws(ProviderError) -> ProviderCharge

    /// What became of an order; nil when the provider has never seen it. Changes nothing.
    func find(_ order: OrderID) async throws(ProviderError) -> ProviderCharge?
}

/// What a provider is asked to set aside.
package struct ProviderAuthorization: Sendable, Equatable {
    package let order: OrderID
    package let amount: Money
    /// From the provider's own form. It never goes into a log.
    package let token: String

    package init(order: OrderID, amount: Money, token: String) {
        self.order = order
        self.amount = amount
        self.token = token
    }
}
