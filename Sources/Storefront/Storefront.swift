package import HotConfig
import HTTPTypes
package import OrderAPI
package import ProductAPI
package import ServiceKit

/// The storefront: pages for people, rendered on the server, whole without scripts. It keeps no state of its own; what a visitor has
/// is in cookies (the cart, an order's access token) and in the other services.
///
/// - Parameter api: Hands the calls of the API on; nil where the services that answer them are in the same process.
///
/// Throws ``PageLibraryError`` or a parser's error when a template is broken.
package func buildStorefront(
    config: HotConfig<StorefrontConfig>, catalog: any CatalogReading, carts: any CartKeeping, orders: any Ordering,
    api: APIForwarding? = nil
) throws -> ServiceModule {
    let assets = AssetCatalog()
    let catalogPages = CatalogPages(catalog: catalog)
    let cartPages = CartPages(carts: carts, catalog: catalogPages)
    let routes = StorefrontRoutes(
        page: VisitResponder(config: config, library: try PageLibrary(), assets: assets), assets: assets, catalog: catalogPages,
        carts: cartPages, checkout: CheckoutPages(carts: cartPages, orders: orders), orders: OrderPages(orders: orders))
    return ServiceModule(
        name: StorefrontConfig.service, config: config, prepare: {}, background: [config], priority: priority(of:),
        routes: { group in
            routes.add(to: group)
            api?.add(to: group)
        })
}

/// Somebody who is paying, or waiting to hear of it, comes before somebody who looks around.
@Sendable private func priority(of request: HTTPRequest) -> RequestPriority {
    let path = request.path ?? "/"
    return ["/checkout", "/orders/", "/api/orders"].contains(where: path.hasPrefix) ? .checkout : .browsing
}
