package import Commerce

/// Carts, as the storefront uses them. All calls throw `ServiceKit.OutboundError` or `ServiceKit.Problem`.
package protocol CartKeeping: Sendable {
    func createCart() async throws -> Cart
    /// Nil when there is no such cart, or it has expired.
    func cart(_ id: CartID) async throws -> Cart?
    /// Sets the quantity of one line; zero removes it.
    func setQuantity(_ quantity: Int, of sku: SKU, in cart: CartID) async throws -> Cart
}

/// Orders, as the storefront uses them. All calls throw `ServiceKit.OutboundError` or `ServiceKit.Problem`.
package protocol Ordering: Sendable {
    /// The totals that an order of this cart would have now if it went to that country (ISO 3166-1 alpha-2), or to the shop's own.
    func totals(of cart: CartID, country: String?) async throws -> OrderTotals
    /// Places an order; one key has one outcome, however often it is sent.
    func placeOrder(_ request: OrderRequest, idempotencyKey: String) async throws -> Order
    /// Nil when there is no such order or the token does not give access to it.
    func order(_ id: OrderID, accessToken: String) async throws -> Order?
}
