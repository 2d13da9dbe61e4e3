import HotConfig
import Hummingbird
import HummingbirdTesting
import ServiceKit
import Storefront

/// A storefront before the fake services, in this process, and a browser for it.
func withStorefront<Result: Sendable>(
    _ shop: FakeShop, config: [String: String] = [:], _ body: @escaping @Sendable (inout Browser) async throws -> Result
) async throws -> Result {
    let module = try buildStorefront(config: try .fixed(config), catalog: shop, carts: shop, orders: shop)
    let router = buildRouter(modules: [module], tokens: try await TokenIssuer.ephemeral().verifier())
    return try await Application(router: router).test(.router) { client in
        var browser = Browser(client)
        return try await body(&browser)
    }
}

extension Browser {
    /// Puts the first buyable variant of a product into the cart.
    mutating func addToCart(_ handle: String) async throws -> WebPage {
        let product = try await get("/products/\(handle)")
        guard let form = product.form("/cart/items") else { return product }
        return try await send(form)
    }

    /// The checkout's form, filled in as somebody would who lives in Fez.
    mutating func filledCheckout(payment: String = "tok_visa") async throws -> HTMLForm? {
        guard var form = try await get("/checkout").form("/checkout") else { return nil }
        form["email"] = "ada@example.com"
        form["name"] = "Ada Lovelace"
        form["address"] = "12 Tanner Street"
        form["city"] = "Fez"
        form["postal-code"] = "30000"
        form["country"] = "MA"
        form["payment"] = payment
        return form
    }
}
