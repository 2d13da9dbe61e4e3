import HTTPTypes
import HummingbirdTesting
import NIOCore
import ProductService
import ServiceKit
import Testing

@Suite("Who may do what")
struct AccessMatrixTests {
    struct Endpoint: Sendable, CustomTestStringConvertible {
        let method: HTTPRequest.Method
        let path: String
        let body: String
        let audience: Audience

        enum Audience { case everybody, administrators, orderService }

        var testDescription: String { "\(method) \(path)" }
    }

    static let endpoints: [Endpoint] = [
        Endpoint(method: .get, path: "/api/products", body: "", audience: .everybody),
        Endpoint(method: .get, path: "/api/products/lamp", body: "", audience: .everybody),
        Endpoint(method: .get, path: "/api/categories", body: "", audience: .everybody),
        Endpoint(method: .get, path: "/api/admin/inventory/LAMP", body: "", audience: .administrators),
        Endpoint(method: .put, path: "/api/admin/inventory/LAMP", body: #"{"onHand":1}"#, audience: .administrators),
        Endpoint(method: .post, path: "/api/admin/imports", body: "[]", audience: .administrators),
        Endpoint(method: .post, path: "/internal/quotes", body: #"{"skus":["LAMP"]}"#, audience: .orderService),
        Endpoint(
            method: .put, path: "/internal/reservations/o", body: #"{"lines":[{"sku":"LAMP","quantity":1}]}"#, audience: .orderService),
        Endpoint(method: .post, path: "/internal/reservations/o/commit", body: "", audience: .orderService),
        Endpoint(method: .post, path: "/internal/reservations/o/release", body: "", audience: .orderService),
    ]

    @Test(arguments: endpoints)
    func onlyTheAudienceGetsIn(endpoint: Endpoint) async throws {
        try await ProductShop.open { shop in
            try await shop.stock([try Samples.entry("lamp")])
            let isPublic = endpoint.audience == .everybody
            let callers: [(token: String?, denial: HTTPResponse.Status?)] = [
                (nil, isPublic ? nil : .unauthorized),
                ("nonsense", isPublic ? nil : .unauthorized),
                (shop.stranger, isPublic ? nil : .unauthorized),
                (shop.admin, isPublic || endpoint.audience == .administrators ? nil : .forbidden),
                (shop.storefront, isPublic ? nil : .forbidden),
                (shop.orderService, isPublic || endpoint.audience == .orderService ? nil : .forbidden),
            ]
            for (index, caller) in callers.enumerated() {
                let response = try await shop.send(endpoint.method, endpoint.path, as: caller.token, json: endpoint.body)
                if let denial = caller.denial {
                    #expect(response.status == denial, "caller \(index)")
                    #expect(response.headers[.contentType] == "application/problem+json", "caller \(index)")
                } else {
                    #expect(response.status.kind != .serverError, "caller \(index)")
                    #expect(response.status != .unauthorized && response.status != .forbidden, "caller \(index)")
                }
            }
        }
    }
}
