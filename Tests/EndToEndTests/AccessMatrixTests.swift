import Foundation
import TestKit
import Testing

/// Every endpoint with no token, a wrong one, a customer's, another service's and an admin's.
@Suite(.serialized) struct AccessMatrixTests {
    private enum Caller: String, CaseIterable {
        case nobody, wrong, customer, otherCustomer, storefront, orderService, admin
    }

    private struct Endpoint {
        let method: String
        let kind: ShopCluster.Kind
        let path: String
        var body: String?
        var headers: [String: String] = [:]
        /// The status for each caller; those not named get `otherwise`.
        let statuses: [Caller: Int]
        let otherwise: Int
    }

    @Test(.timeLimit(.minutes(2))) func everyDoorOpensForItsOwnersOnly() async throws {
        try await ShopCluster.withCluster(replicas: 1) { cluster in
            let api = try cluster.api()
            _ = try await api.importCatalogue()
            let sku = try #require(try await api.skus(1).first)
            let tokens = try await Self.tokens(cluster, api, sku: sku)
            for endpoint in Self.endpoints(order: tokens.order, sku: sku) {
                for caller in Caller.allCases {
                    var headers = endpoint.headers
                    headers["Authorization"] = tokens.byCaller[caller].map { "Bearer \($0)" }
                    let url = cluster.urls(endpoint.kind)[0] + endpoint.path
                    let answer =
                        if let body = endpoint.body {
                            try await HTTP.json(endpoint.method, url, body, headers: headers)
                        } else {
                            try await HTTP.send(endpoint.method, url, headers: headers)
                        }
                    let expected = endpoint.statuses[caller] ?? endpoint.otherwise
                    #expect(answer.status == expected, "\(endpoint.method) \(endpoint.path) as \(caller): \(answer.body.prefix(300))")
                }
            }
        }
    }

    private static func tokens(
        _ cluster: ShopCluster, _ api: ShopAPI, sku: String
    ) async throws -> (order: String, byCaller: [Caller: String]) {
        func order() async throws -> (id: String, token: String) {
            let object = try await api.placeOrderPatiently(ShopAPI.orderBody(sku: sku)).object()
            return (object["id"] as? String ?? "", object["accessToken"] as? String ?? "")
        }
        func secret(_ name: String) throws -> String {
            try String(contentsOfFile: "\(cluster.home)/secrets/\(name).token", encoding: .utf8).trimmingCharacters(
                in: .whitespacesAndNewlines)
        }
        let (mine, theirs) = (try await order(), try await order())
        let forged = "eyJhbGciOiJFZERTQSJ9.eyJpc3MiOiJzb3VrIiwicm9sZSI6ImFkbWluIiwic3ViIjoiZXZlIiwiZXhwIjo0MTAyNDQ0ODAwfQ.AAAA"
        return (
            mine.id,
            [
                .wrong: forged, .customer: mine.token, .otherCustomer: theirs.token, .storefront: try secret("storefront"),
                .orderService: try secret("order-service"), .admin: api.adminToken,
            ]
        )
    }

    private static func endpoints(order: String, sku: String) -> [Endpoint] {
        let admins: [Caller: Int] = [.admin: 200, .storefront: 403, .orderService: 403]
        let internals: [Caller: Int] = [.orderService: 200, .storefront: 403, .admin: 403]
        let unknown = "01890000-0000-7000-8000-000000000000"
        let reservation = #"{"lines":[{"sku":"\#(sku)","quantity":1}]}"#
        let authorization = #"{"amount":{"amount":100,"currency":"USD"},"method":{"method":"card","token":"tok_visa"}}"#
        return [
            Endpoint(method: "GET", kind: .product, path: "/api/products", statuses: [:], otherwise: 200),
            Endpoint(method: "GET", kind: .product, path: "/api/categories", statuses: [:], otherwise: 200),
            Endpoint(method: "POST", kind: .order, path: "/api/carts", statuses: [:], otherwise: 201),
            Endpoint(method: "GET", kind: .storefront, path: "/", statuses: [:], otherwise: 200),
            Endpoint(method: "GET", kind: .product, path: "/api/admin/inventory/\(sku)", statuses: admins, otherwise: 401),
            Endpoint(
                method: "PUT", kind: .product, path: "/api/admin/inventory/\(sku)", body: #"{"onHand":500}"#, statuses: admins,
                otherwise: 401),
            Endpoint(
                method: "POST", kind: .product, path: "/api/admin/imports?dryRun=true", body: #"{"products":[]}"#, statuses: admins,
                otherwise: 401),
            Endpoint(method: "GET", kind: .order, path: "/api/admin/orders", statuses: admins, otherwise: 401),
            Endpoint(
                method: "GET", kind: .order, path: "/api/orders/\(order)", statuses: [.customer: 200, .admin: 200, .nobody: 401],
                otherwise: 404),
            Endpoint(
                method: "POST", kind: .order, path: "/api/orders/\(order)/refunds", body: #"{"amount":{"amount":1,"currency":"USD"}}"#,
                headers: ["Idempotency-Key": "matrix"], statuses: admins, otherwise: 401),
            Endpoint(
                method: "POST", kind: .product, path: "/internal/quotes", body: #"{"skus":["\#(sku)"]}"#, statuses: internals,
                otherwise: 401),
            Endpoint(
                method: "PUT", kind: .product, path: "/internal/reservations/\(unknown)", body: reservation, statuses: internals,
                otherwise: 401),
            Endpoint(method: "POST", kind: .product, path: "/internal/reservations/\(unknown)/commit", statuses: internals, otherwise: 401),
            Endpoint(
                method: "POST", kind: .product, path: "/internal/reservations/\(unknown)/release", statuses: internals, otherwise: 401),
            Endpoint(
                method: "PUT", kind: .payment, path: "/internal/payments/\(unknown)/authorization", body: authorization,
                statuses: internals,
                otherwise: 401),
            Endpoint(
                method: "GET", kind: .payment, path: "/internal/payments/\(unknown)",
                statuses: [.orderService: 200, .admin: 200, .storefront: 403],
                otherwise: 401),
            Endpoint(method: "POST", kind: .payment, path: "/internal/payments/\(unknown)/capture", statuses: internals, otherwise: 401),
            Endpoint(
                method: "PUT", kind: .payment, path: "/internal/payments/\(unknown)/refunds/r1",
                body: #"{"amount":{"amount":1,"currency":"USD"}}"#,
                statuses: internals, otherwise: 401),
            Endpoint(method: "POST", kind: .payment, path: "/internal/payments/\(unknown)/void", statuses: internals, otherwise: 401),
            // Last, since it ends the order.
            Endpoint(
                method: "POST", kind: .order, path: "/api/orders/\(order)/cancel", statuses: [.customer: 200, .admin: 200, .nobody: 401],
                otherwise: 404),
        ]
    }
}
