import HTTPTypes
import Hummingbird
package import ServiceKit

/// The shop's API under the storefront's address: each call is handed on to the service that answers it. The edge has one service
/// behind it, so what share of a service's traffic goes to which version stands in that service's VirtualService alone.
package struct APIForwarding: Sendable {
    /// A call that waits for an order's outcome takes seconds; an import takes as long as its file is.
    private static let timeout: Duration = .seconds(15)
    private static let importTimeout: Duration = .seconds(30 * 60)
    private static let imports = "/api/admin/imports"

    private let routes: [(prefix: String, forwarder: RequestForwarder)]

    /// `product` and `order` are the addresses of those services, such as `http://product-service`.
    package init(product: [String], order: [String], transport: OutboundTransport) {
        let products = RequestForwarder(service: "product-service", baseURLs: product, transport: transport)
        let orders = RequestForwarder(service: "order-service", baseURLs: order, transport: transport)
        routes =
            ["/api/products", "/api/categories", "/api/admin/inventory", Self.imports].map { ($0, products) }
            + ["/api/carts", "/api/orders", "/api/admin/orders"].map { ($0, orders) }
    }

    func add(to group: RouterGroup<ShopRequestContext>) {
        for method in [HTTPRequest.Method.get, .post, .put, .patch, .delete] {
            group.on("api/**", method: method) { request, context in try await self.forward(request, context) }
        }
    }

    private func forward(_ request: Request, _ context: ShopRequestContext) async throws -> Response {
        let path = request.uri.path
        guard let route = routes.first(where: { path == $0.prefix || path.hasPrefix($0.prefix + "/") }) else {
            throw Problem.notFound("address")
        }
        let timeout = route.prefix == Self.imports ? Self.importTimeout : Self.timeout
        return try await route.forwarder.forward(request, context: context, timeout: timeout)
    }
}
