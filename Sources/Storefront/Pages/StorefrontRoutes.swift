import Hummingbird
import OrderAPI
import ProductAPI
import ServiceKit

/// Which page answers which address.
struct StorefrontRoutes: Sendable {
    let page: VisitResponder
    let assets: AssetCatalog
    let catalog: CatalogPages
    let carts: CartPages
    let checkout: CheckoutPages
    let orders: OrderPages

    func add(to group: RouterGroup<ShopRequestContext>) {
        group.get("/", use: page(catalog.home))
        group.get("products/:handle", use: page(catalog.product))
        group.get("cart", use: page(carts.show))
        group.post("cart/items", use: page(carts.add))
        group.post("cart/items/:sku", use: page(carts.update))
        group.get("checkout", use: page(checkout.show))
        group.post("checkout", use: page(checkout.submit))
        group.get("checkout/pending", use: page(checkout.pending))
        group.get("orders/:id", use: page(orders.show))
        group.get("assets/:hash/:name", use: page(asset))
        addFallbacks(to: group)
    }

    /// Every other address gets a page too. The router does not go back up a path, so each first part has a fallback of its own.
    private func addFallbacks(to group: RouterGroup<ShopRequestContext>) {
        let paths: [RouterPath] = [
            "**", "products", "products/:handle/**", "cart/**", "checkout/**", "orders", "orders/:id/**", "assets", "assets/:hash",
            "assets/:hash/:name/**",
        ]
        for path in paths {
            group.get(path, use: page { _ in throw Problem.notFound("page") })
        }
    }

    private func asset(_ visit: Visit) async throws -> Response {
        guard let name = visit.parameter("name"), let hash = visit.parameter("hash"),
            let response = assets.response(name: name, hash: hash)
        else { throw Problem.notFound("file") }
        return response
    }
}
