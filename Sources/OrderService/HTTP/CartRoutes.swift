import Commerce
import Foundation
import HTTPTypes
import HotConfig
import Hummingbird
import OrderAPI
import ServiceKit

/// `POST /api/carts`, `GET /api/carts/{id}` and `/totals`, `PUT` and `DELETE /api/carts/{id}/items/{sku}`.
/// Knowing a cart's id is what gives access to it.
struct CartRoutes: Sendable {
    let config: HotConfig<OrderConfig>
    let carts: Carts

    func add(to group: RouterGroup<ShopRequestContext>) {
        group.post("api/carts") { _, _ in
            let view = try await carts.create(config.current.value)
            var response = try Self.response(view, status: .created)
            response.headers[.location] = "/api/carts/\(view.cart.id)"
            return response
        }
        group.get("api/carts/{id}") { _, context in
            try Self.response(try await carts.cart(try Self.cart(context), config.current.value))
        }
        group.get("api/carts/{id}/totals") { request, context in
            let country = try Self.country(request)
            let totals = try await carts.totals(try Self.cart(context), country: country, config.current.value)
            return try jsonResponse(totals, headers: [.cacheControl: "no-store"])
        }
        group.put("api/carts/{id}/items/{sku}") { request, context in
            let config = config.current.value
            let (cart, sku) = (try Self.cart(context), try Self.sku(context))
            let quantity = try await request.decode(as: CartItemRequest.self, context: context).quantity
            try Self.check(quantity, config.cart)
            return try Self.response(
                try await carts.setQuantity(quantity, of: sku, in: cart, config, isExpected: Self.expectation(request)))
        }
        group.delete("api/carts/{id}/items/{sku}") { request, context in
            let (cart, sku) = (try Self.cart(context), try Self.sku(context))
            return try Self.response(
                try await carts.remove(sku, from: cart, config.current.value, isExpected: Self.expectation(request)))
        }
    }

    private static func response(_ view: Carts.View, status: HTTPResponse.Status = .ok) throws -> Response {
        try jsonResponse(view.cart, status: status, headers: [.eTag: tag(view.version), .cacheControl: "no-store"])
    }

    private static func tag(_ version: Int) -> String { "\"\(version)\"" }

    /// Whether a version is one that the request's `If-Match` allows; any, without one.
    private static func expectation(_ request: Request) -> @Sendable (Int) -> Bool {
        { !request.failsIfMatch(tag($0)) }
    }

    private static func cart(_ context: ShopRequestContext) throws -> CartID {
        guard let id = CartID(try context.parameters.require("id")) else { throw Problem.notFound("cart") }
        return id
    }

    private static func sku(_ context: ShopRequestContext) throws -> SKU {
        let text = try context.parameters.require("sku")
        guard let sku = text.removingPercentEncoding.flatMap({ SKU($0) }) else {
            let message = "must be 1 to \(SKU.maximumLength) visible ASCII characters without a slash"
            throw Problem.validation([FieldError(field: "sku", code: "invalid", message: message)])
        }
        return sku
    }

    private static func check(_ quantity: Int, _ rules: CartRules) throws {
        guard (1...rules.maximumQuantity).contains(quantity) else {
            let message = "must be from 1 to \(rules.maximumQuantity); use DELETE for none"
            throw Problem.validation([FieldError(field: "quantity", code: "out_of_range", message: message)])
        }
    }

    private static func country(_ request: Request) throws -> String? {
        guard let text = request.uri.queryParameters["country"], !text.isEmpty else { return nil }
        guard TaxRates.isCountry(text) else {
            throw Problem.validation([FieldError(field: "country", code: "invalid", message: "must be two upper-case letters")])
        }
        return String(text)
    }
}
