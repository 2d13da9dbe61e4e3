import ServiceKit
import Commerce
import HTTPTypes
import OrderAPI
import TestKit
import Testing

/// Who may do what: every endpoint with no token, a wrong one, the customer's, another customer's, a service's and an administrator's.
@Suite struct OrderAccessTests {
    struct Call: Sendable {
        var method: HTTPRequest.Method
        var path: String
        var body: String?
        /// Expected for: none, garbage, the order's own token, another order's, a service, an administrator.
        var statuses: [Int]
    }

    private static func calls(_ order: OrderID) -> [Call] {
        [
            Call(method: .get, path: "/api/orders/\(order)", statuses: [401, 404, 200, 404, 404, 200]),
            Call(method: .get, path: "/api/orders/unknown", statuses: [401, 404, 404, 404, 404, 404]),
            Call(method: .get, path: "/api/orders/no%20id", statuses: [401, 404, 404, 404, 404, 404]),
            Call(method: .get, path: "/api/admin/orders", statuses: [401, 401, 401, 401, 403, 200]),
            Call(
                method: .post, path: "/api/orders/\(order)/refunds", body: #"{"amount":{"amount":1,"currency":"USD"}}"#,
                statuses: [401, 401, 401, 401, 403, 200]),
            Call(method: .post, path: "/api/orders/\(order)/cancel", statuses: [401, 404, 200, 404, 404, 200]),
        ]
    }

    @Test func everyEndpointWithEveryToken() async throws {
        try await withShop { shop in
            let order = try await shop.confirmedOrder()
            let other = try await shop.confirmedOrder(key: "other")
            let tokens: [String?] = [
                nil, "garbage", order.accessToken, other.accessToken, try await shop.world.issuer.service("storefront"),
                try await shop.world.issuer.admin(subject: "root"),
            ]
            for call in Self.calls(order.id) {
                for (token, status) in zip(tokens, call.statuses) {
                    let reply = try await shop.send(
                        call.method, call.path, call.body, bearer: token, headers: ["Idempotency-Key": "refund"])
                    #expect(reply.status == status, "\(call.method) \(call.path) with \(token?.prefix(12) ?? "no token")")
                }
            }
        }
    }

    @Test func administratorsPageThroughOrders() async throws {
        try await withShop { shop in
            let admin = try await shop.world.issuer.admin(subject: "root")
            for index in 0..<7 { _ = try await shop.place(TestShop.order([("PEN", 1)]), key: "k\(index)") }
            _ = try await shop.place(TestShop.order(token: "tok_declined"), key: "declined")
            var (numbers, after): ([String], String?) = ([], nil)
            repeat {
                let query = "?status=confirmed&limit=3" + (after.map { "&after=\($0)" } ?? "")
                let page = try await shop.send(.get, "/api/admin/orders" + query, bearer: admin).decode(OrderPage.self)
                numbers += page.items.map(\.number)
                after = page.next
            } while after != nil
            #expect(numbers == (1_001...1_007).reversed().map { "S-\($0)" })
            let rejected = try await shop.send(.get, "/api/admin/orders?status=rejected", bearer: admin).decode(OrderPage.self)
            #expect(rejected.items.map(\.reason) == ["payment_declined"])
            let wrong = try await shop.send(.get, "/api/admin/orders?status=lost&limit=0&after=%20", bearer: admin)
            #expect(Set(wrong.fields) == ["status", "limit", "after"])
        }
    }
}
