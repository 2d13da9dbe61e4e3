package import Commerce
import Foundation
import HTTPTypes
import ProductAPI
package import ServiceKit

/// The order service over HTTP. Throws `ServiceKit.OutboundError` when the answer cannot be had, and the service's own
/// `ServiceKit.Problem` when it refuses.
package struct HTTPOrderClient: Sendable {
    /// The wait for an order: longer than the service itself waits for the outcome.
    private static let orderPatience: Duration = .seconds(10)

    private let client: OutboundClient

    package init(client: OutboundClient) {
        self.client = client
    }

    private func send(_ call: OutboundCall) async throws -> OutboundResponse {
        let response = try await client.send(call)
        guard response.status.kind != .successful else { return response }
        throw response.asProblem
    }
}

extension HTTPOrderClient: CartKeeping {
    package func createCart() async throws -> Cart {
        // A cart that nobody got to know of is of no harm, so the call may be repeated.
        try await send(OutboundCall(.post, "/api/carts", isIdempotent: true)).decode(Cart.self)
    }

    package func cart(_ id: CartID) async throws -> Cart? {
        do {
            return try await send(OutboundCall(.get, "/api/carts/\(id)", isIdempotent: true)).decode(Cart.self)
        } catch let problem as Problem where problem.status == .notFound {
            return nil
        }
    }

    package func setQuantity(_ quantity: Int, of sku: SKU, in cart: CartID) async throws -> Cart {
        let path = "/api/carts/\(cart)/items/\(sku.rawValue.percentEncoded)"
        let call =
            quantity == 0
            ? OutboundCall(.delete, path, isIdempotent: true)
            : try OutboundCall.json(.put, path, CartItemRequest(quantity: quantity), isIdempotent: true)
        return try await send(call).decode(Cart.self)
    }
}

extension HTTPOrderClient: Ordering {
    package func totals(of cart: CartID, country: String?) async throws -> OrderTotals {
        let query = country.map { "?country=\($0.percentEncoded)" } ?? ""
        return try await send(OutboundCall(.get, "/api/carts/\(cart)/totals\(query)", isIdempotent: true)).decode(OrderTotals.self)
    }

    package func placeOrder(_ request: OrderRequest, idempotencyKey: String) async throws -> Order {
        // Idempotent by its key, so it may be sent again when nobody knows what became of it.
        var call = try OutboundCall.json(
            .post, "/api/orders", request, headers: [.idempotencyKey: idempotencyKey], isIdempotent: true, timeout: Self.orderPatience)
        // `outcome_pending` and `payment_unavailable` are no fault of the order service: the caller must tell them from its absence.
        call.readsUnavailable = true
        return try await send(call).decode(Order.self)
    }

    package func order(_ id: OrderID, accessToken: String) async throws -> Order? {
        do {
            let call = OutboundCall(
                .get, "/api/orders/\(id)", headers: [.authorization: "Bearer \(accessToken)"], isIdempotent: true)
            return try await send(call).decode(Order.self)
        } catch let problem as Problem where problem.status == .notFound {
            return nil
        }
    }
}

extension OutboundResponse {
    /// The refusal as the service worded it, with its lines if it has any.
    fileprivate var asProblem: any Error {
        guard let problem else { return unexpected }
        var members: [String: any Encodable & Sendable] = [:]
        if let lines = try? decode(OutOfStockLines.self).lines { members["lines"] = lines }
        let retryAfter = headers[.retryAfter].flatMap { Int($0) }.map { Duration.seconds($0) }
        return Problem(status, problem.code, problem.detail, errors: problem.errors, retryAfter: retryAfter, members: members)
    }
}

/// The further member of the problem `out_of_stock`.
private struct OutOfStockLines: Decodable {
    let lines: [ShortLine]
}

extension String {
    /// Percent-encoded but for the unreserved characters of RFC 3986.
    fileprivate var percentEncoded: String {
        let unreserved = CharacterSet(charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
        return addingPercentEncoding(withAllowedCharacters: unreserved) ?? ""
    }
}

extension HTTPField.Name {
    fileprivate static var idempotencyKey: HTTPField.Name {
        guard let name = HTTPField.Name("Idempotency-Key") else { preconditionFailure("Idempotency-Key is a header name") }
        return name
    }
}
