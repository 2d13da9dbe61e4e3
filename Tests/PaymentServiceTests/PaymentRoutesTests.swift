import Commerce
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import PaymentAPI
import PaymentService
import ServiceKit
import Testing

@Suite("The payment service's endpoints")
struct PaymentRoutesTests {
    private static let authorization = #"{"amount":{"amount":1000,"currency":"USD"},"method":{"method":"card","token":"tok_visa"}}"#

    private let order = OrderID.random()
    private var path: String { "/internal/payments/\(order)" }

    @Test("take a payment from authorization to refund")
    func lifeOfAPayment() async throws {
        try await withServer { server, client in
            let missing = try await client.send(.get, path, of: server)
            #expect(missing.status == .notFound)
            #expect(try missing.json(ProblemDocument.self).code == "payment_not_found")

            let authorized = try await client.send(.put, path + "/authorization", Self.authorization, of: server)
            #expect(authorized.status == .ok)
            #expect(try authorized.json(Payment.self).status == .authorized)
            #expect(try await client.send(.post, path + "/capture", of: server).json(Payment.self).status == .captured)

            let refund = RefundID.random()
            let body = #"{"amount":{"amount":400,"currency":"USD"}}"#
            let refunded = try await client.send(.put, path + "/refunds/\(refund)", body, of: server)
            #expect(try refunded.json(Refund.self) == Refund(id: refund, status: .succeeded, amount: Samples.usd(400)))
            #expect(try await client.send(.get, path, as: .admin, of: server).json(Payment.self).refunded == Samples.usd(400))
            #expect(try await client.send(.post, path + "/void", of: server).json(Payment.self).status == .voided)
        }
    }

    @Test("tell apart what was asked for wrongly")
    func faults() async throws {
        try await withServer { server, client in
            for (body, field) in Self.wrongAuthorizations {
                let response = try await client.send(.put, path + "/authorization", body, of: server)
                #expect(response.status == .unprocessableContent, "\(body)")
                let problem = try response.json(ProblemDocument.self)
                #expect(problem.code == "validation_failed", "\(body)")
                #expect(problem.errors.map(\.field) == [field], "\(body)")
            }
            #expect(try await client.send(.put, path + "/authorization", "{", of: server).status == .badRequest)
            #expect(try await client.send(.post, "/internal/payments/no%20order/void", of: server).status == .notFound)
        }
    }

    @Test("answer 409 and 422 with codes of their own")
    func conflicts() async throws {
        try await withServer { server, client in
            try await expect(client.send(.post, path + "/capture", of: server), .notFound, "payment_not_found")
            _ = try await client.send(.put, path + "/authorization", Self.authorization, of: server)
            let other = Self.authorization.replacing("1000", with: "999")
            try await expect(
                client.send(.put, path + "/authorization", other, of: server), .unprocessableContent, "idempotency_key_reused")

            let refund = #"{"amount":{"amount":1,"currency":"USD"}}"#
            let refundPath = path + "/refunds/\(RefundID.random())"
            let early = try await client.send(.put, refundPath, refund, of: server)
            #expect(early.status == .conflict)
            #expect(try early.json(Refundable.self) == Refundable(code: "exceeds_capture", refundable: .zero(.usd)))
            let nothing = #"{"amount":{"amount":0,"currency":"USD"}}"#
            try await expect(client.send(.put, refundPath, nothing, of: server), .unprocessableContent, "validation_failed")

            _ = try await client.send(.post, path + "/void", of: server)
            try await expect(client.send(.post, path + "/capture", of: server), .conflict, "invalid_state")
        }
    }

    @Test("are for the order service; an administrator may read")
    func accessMatrix() async throws {
        try await withServer { server, client in
            let refund = path + "/refunds/\(RefundID.random())"
            let calls: [(HTTPRequest.Method, String, String?)] = [
                (.put, path + "/authorization", Self.authorization), (.post, path + "/capture", nil), (.post, path + "/void", nil),
                (.put, refund, #"{"amount":{"amount":1,"currency":"USD"}}"#), (.get, path, nil),
            ]
            for (method, path, body) in calls {
                for caller in PaymentServer.Caller.allCases {
                    let status = try await client.send(method, path, body, as: caller, of: server).status
                    let isAllowed = caller == .order || (caller == .admin && method == .get)
                    let refusal: HTTPResponse.Status = server.tokens[caller] == nil || caller == .stranger ? .unauthorized : .forbidden
                    if isAllowed {
                        #expect(status != .unauthorized && status != .forbidden, "\(caller) \(method) \(path)")
                    } else {
                        #expect(status == refusal, "\(caller) \(method) \(path)")
                    }
                }
            }
        }
    }

    /// Bodies that fail, each with the field that is at fault.
    private static let wrongAuthorizations = [
        (authorization.replacing("tok_visa", with: "tok_nobody"), "method.token"),
        (authorization.replacing("tok_visa", with: ""), "method.token"),
        (authorization.replacing("tok_visa", with: "tok visa"), "method.token"),
        (authorization.replacing("tok_visa", with: String(repeating: "t", count: 256)), "method.token"),
        (authorization.replacing("1000", with: "-1"), "amount.amount"),
        (authorization.replacing("1000", with: "100000001"), "amount.amount"),
        (authorization.replacing("USD", with: "usd"), "amount.currency"),
        (authorization.replacing("\"card\"", with: "\"cash\""), "method.method"),
        (#"{"amount":{"amount":1,"currency":"USD"}}"#, "method"),
    ]

    private struct Refundable: Decodable, Equatable {
        let code: String
        let refundable: Money
    }

    private func expect(_ response: TestResponse, _ status: HTTPResponse.Status, _ code: String) throws {
        #expect(response.status == status)
        #expect(try response.json(ProblemDocument.self).code == code)
    }

    private func withServer(_ body: @escaping @Sendable (PaymentServer, any TestClientProtocol) async throws -> Void) async throws {
        try await PaymentWorld.with { world in
            let server = try await PaymentServer(world)
            try await Application(router: server.makeRouter()).test(.router) { client in try await body(server, client) }
        }
    }
}
