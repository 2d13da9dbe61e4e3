import Commerce
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import ServiceKit
import Telemetry
import Testing

@Suite struct RequestHandlingTests {
    private struct Line: Codable, Sendable {
        var sku: String
        var quantity: Int
    }

    private struct Basket: Codable, Sendable {
        var lines: [Line]
    }

    private static let json: HTTPFields = [.contentType: "application/json"]

    private func withBasketServer(_ body: @escaping @Sendable (any TestClientProtocol) async throws -> Void) async throws {
        try await withTestServer(
            routes: { routes in
                routes.post("baskets") { request, context in
                    let basket = try await request.decode(as: Basket.self, context: context)
                    return try jsonResponse(basket, status: .created)
                }
            }, body)
    }

    @Test(
        arguments: [
            (#"{"lines":[{"sku":"a","quantity":2},{"sku":"b","quantity":"x"}]}"#, 422, "lines[1].quantity"),
            (#"{"lines":[{"sku":"a"}]}"#, 422, "lines[0].quantity"), (#"{"lines":null}"#, 422, "lines"), (#"{}"#, 422, "lines"),
            (#"[]"#, 422, "body"), (#"{"lines":[{"sku":"a","quantity":1.5}]}"#, 422, "lines[0].quantity"),
            (#"{"lines":[{"sku":"a","quantity":99999999999999999999}]}"#, 422, "lines[0].quantity"), (#"{"lines":"#, 400, nil),
            ("", 400, nil),
            ("\u{0}\u{1}", 400, nil), (#"{"lines":[}"#, 400, nil),
        ] as [(String, Int, String?)])
    func saysWhereABodyIsWrong(body: String, status: Int, field: String?) async throws {
        try await withBasketServer { client in
            try await client.execute(uri: "/baskets", method: .post, headers: Self.json, body: ByteBuffer(string: body)) { response in
                #expect(response.status.code == status)
                #expect(response.headers[.contentType] == "application/problem+json")
                let problem = try response.problem()
                #expect(problem.code == (status == 400 ? "invalid_json" : "validation_failed"))
                #expect(problem.errors.first?.field == field)
            }
        }
    }

    @Test func refusesOtherContentTypesAndLargeBodies() async throws {
        try await withBasketServer { client in
            let form: HTTPFields = [.contentType: "application/x-www-form-urlencoded"]
            try await client.execute(uri: "/baskets", method: .post, headers: form, body: ByteBuffer(string: "a=b")) { response in
                #expect(response.status == .unsupportedMediaType)
            }
            let large = ByteBuffer(repeating: UInt8(ascii: " "), count: HostSettings.defaultBodyLimit + 1)
            try await client.execute(uri: "/baskets", method: .post, headers: Self.json, body: large) { response in
                #expect(response.status == .contentTooLarge)
                let code = try response.problem().code
                #expect(code == "content_too_large")
            }
        }
    }

    @Test func whatAHandlerThrowsBecomesAProblem() async throws {
        struct Secret: Error { let password = "hunter2" }
        try await withTestServer(routes: { routes in
            routes.get("internal") { _, _ -> String in throw Secret() }
            routes.get("gone") { _, _ -> String in
                throw OutboundError.unavailable(service: "payment-service", reason: "connection refused", retryAfter: .milliseconds(1_200))
            }
        }) { client in
            try await client.execute(uri: "/internal", method: .get) { response in
                #expect(response.status == .internalServerError)
                let code = try response.problem().code
                #expect(code == "internal")
                #expect(!String(buffer: response.body).contains("hunter2"))
            }
            try await client.execute(uri: "/gone", method: .get) { response in
                #expect(response.status == .serviceUnavailable)
                #expect(response.headers[.retryAfter] == "2")
            }
            try await client.execute(uri: "/nowhere", method: .get) { response in
                #expect(response.status == .notFound)
                let code = try response.problem().code
                #expect(code == "not_found")
            }
        }
    }

    @Test func requestIDTraceAndDeadlineTravel() async throws {
        try await withTestServer(routes: { routes in
            routes.get("scope") { _, context in
                let scope = try #require(RequestScope.current)
                #expect(scope.requestID == context.requestID)
                return "\(scope.trace.traceID) \(scope.deadline.remaining < .milliseconds(300))"
            }
        }) { client in
            let timeout = try #require(HTTPField.Name("x-envoy-expected-rq-timeout-ms"))
            let requestID = try #require(HTTPField.Name("x-request-id"))
            let traceParent = try #require(HTTPField.Name("traceparent"))
            let headers: HTTPFields = [
                requestID: "abc-123", traceParent: "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", timeout: "250",
            ]
            try await client.execute(uri: "/scope", method: .get, headers: headers) { response in
                #expect(String(buffer: response.body) == "4bf92f3577b34da6a3ce929d0e0e4736 true")
                #expect(response.headers[requestID] == "abc-123")
            }
            try await client.execute(uri: "/scope", method: .get, headers: [requestID: "two words", timeout: "-5"]) { response in
                #expect(String(buffer: response.body).hasSuffix(" false"))
                #expect(response.headers[requestID] != "two words")
            }
        }
    }

    @Test func drainingAsksClientsToComeBackElsewhere() async throws {
        let drain = DrainState()
        try await withTestServer(drain: drain, routes: { $0.get("page") { _, _ in "page" } }) { client in
            try await client.execute(uri: "/page", method: .get) { #expect($0.headers[.connection] == nil) }
            drain.drain()
            try await client.execute(uri: "/page", method: .get) { response in
                #expect(response.status == .ok)
                #expect(response.headers[.connection] == "close")
            }
        }
    }

    @Test func shedsWith503AndRetryAfterWhenFull() async throws {
        var settings = HostSettings()
        settings.admission.initial = 0
        settings.admission.minimum = 0
        try await withTestServer(settings: settings, routes: { $0.get("page") { _, _ in "page" } }) { client in
            try await client.execute(uri: "/page", method: .get) { response in
                #expect(response.status == .serviceUnavailable)
                #expect(response.headers[.retryAfter] == "1")
                let code = try response.problem().code
                #expect(code == "overloaded")
            }
        }
    }
}
