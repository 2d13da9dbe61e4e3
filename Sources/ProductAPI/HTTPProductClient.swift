package import Commerce
import Foundation
import HTTPTypes
package import ServiceKit

/// The product service over HTTP. Every call is idempotent and so may be sent again. Throws `ServiceKit.OutboundError`.
package struct HTTPProductClient: Sendable {
    private let client: OutboundClient

    package init(client: OutboundClient) {
        self.client = client
    }

    private func get<Answer: Decodable>(_ path: String, as type: Answer.Type) async throws -> Answer? {
        let response = try await client.send(OutboundCall(.get, path, isIdempotent: true))
        switch response.status {
        case .ok: return try response.decode(type)
        case .notFound: return nil
        default: throw response.unexpected
        }
    }
}

extension HTTPProductClient: CatalogReading {
    package func products(_ query: ProductQuery) async throws -> ProductPage {
        let response = try await client.send(OutboundCall(.get, "/api/products?" + query.encoded, isIdempotent: true))
        guard response.status == .ok else { throw response.unexpected }
        return try response.decode(ProductPage.self)
    }

    package func product(handle: String) async throws -> Product? {
        try await get("/api/products/" + handle.percentEncoded, as: Product.self)
    }

    package func categories() async throws -> [CategoryCount] {
        let response = try await client.send(OutboundCall(.get, "/api/categories", isIdempotent: true))
        guard response.status == .ok else { throw response.unexpected }
        return try response.decode([CategoryCount].self)
    }
}

extension HTTPProductClient: StockReserving {
    package func quotes(for skus: [SKU]) async throws -> [SKU: Quote] {
        let distinct = Set(skus).sorted()
        var quotes: [SKU: Quote] = [:]
        for start in stride(from: 0, to: distinct.count, by: QuoteRequest.maximumSKUs) {
            let part = distinct[start..<min(start + QuoteRequest.maximumSKUs, distinct.count)]
            let response = try await client.send(
                .json(.post, "/internal/quotes", QuoteRequest(skus: Array(part)), isIdempotent: true))
            guard response.status == .ok else { throw response.unexpected }
            for quote in try response.decode(QuoteList.self).items { quotes[quote.sku] = quote }
        }
        return quotes
    }

    package func reserve(_ lines: [StockLine], for order: OrderID) async throws -> ReserveOutcome {
        let response = try await client.send(
            .json(.put, "/internal/reservations/\(order)", ReservationRequest(lines: lines), isIdempotent: true))
        switch (response.status, response.problem?.code) {
        case (.ok, _): return .reserved(try response.decode(Reservation.self))
        case (.conflict, ProductProblemCode.outOfStock):
            try requireFinal(response)
            return .outOfStock(try response.decode(OutOfStockLines.self).lines)
        case (.conflict, ProductProblemCode.reservationClosed):
            try requireFinal(response)
            return .closed
        default: throw response.unexpected
        }
    }

    /// A refusal settles nothing while an earlier try of the same call may still set the lines aside.
    private func requireFinal(_ refusal: OutboundResponse) throws(OutboundError) {
        guard refusal.followsUnknown else { return }
        throw .outcomeUnknown(service: refusal.service, reason: "answered \(refusal.status.code) after a try with unknown outcome")
    }

    package func commit(_ order: OrderID) async throws -> CommitOutcome {
        let response = try await client.send(OutboundCall(.post, "/internal/reservations/\(order)/commit", isIdempotent: true))
        switch (response.status, response.problem?.code) {
        case (.ok, _): return .committed
        case (.conflict, ProductProblemCode.reservationLapsed): return .lapsed
        case (.conflict, ProductProblemCode.reservationClosed): return .closed
        default: throw response.unexpected
        }
    }

    package func release(_ order: OrderID) async throws {
        let response = try await client.send(OutboundCall(.post, "/internal/reservations/\(order)/release", isIdempotent: true))
        guard response.status == .ok else { throw response.unexpected }
    }
}

extension ProductQuery {
    /// The query of the address, percent-encoded.
    fileprivate var encoded: String {
        var items = ["limit=\(limit)"]
        if let search { items.append("search=" + search.percentEncoded) }
        if let category { items.append("category=" + category.percentEncoded) }
        if let after { items.append("after=" + after.percentEncoded) }
        return items.joined(separator: "&")
    }
}

extension String {
    /// With everything but unreserved characters (RFC 3986, section 2.3) encoded.
    fileprivate var percentEncoded: String {
        let unreserved = CharacterSet(charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
        return addingPercentEncoding(withAllowedCharacters: unreserved) ?? ""
    }
}
