import Commerce
import Logging
import PaymentAPI
import PaymentService
import ServiceKit
import TestKit
import Testing

@Suite("The payment service's HTTP client")
struct HTTPPaymentClientTests {
    private let order = OrderID.random()

    @Test("gives every answer as the service means it")
    func answers() async throws {
        try await withClient { payments in
            #expect(try await payments.payment(for: order) == nil)
            guard case .payment(let authorized) = try await payments.authorize(Samples.visa, for: order) else {
                throw Unexpected("invalid")
            }
            #expect(authorized.status == .authorized)
            #expect(try await payments.capture(order).status == .captured)
            let refund = RefundID.random()
            let refunded = try await payments.refund(refund, RefundRequest(amount: Samples.usd(600)), of: order)
            #expect(refunded == .refund(Refund(id: refund, status: .succeeded, amount: Samples.usd(600))))
            let tooMuch = try await payments.refund(.random(), RefundRequest(amount: Samples.usd(401)), of: order)
            #expect(tooMuch == .exceedsCapture(refundable: Samples.usd(400)))
            #expect(try await payments.void(order).status == .voided)
            #expect(try await payments.payment(for: order)?.refunded == Samples.usd(1_000))
        }
    }

    @Test("calls an authorization invalid that can never succeed, and says why")
    func invalid() async throws {
        try await withClient { payments in
            for request in [Samples.authorization(token: "tok_nobody"), Samples.authorization(-1)] {
                guard case .invalid(let reason) = try await payments.authorize(request, for: .random()) else { throw Unexpected(request) }
                #expect(reason.contains(request.amount.amount < 0 ? "this amount cannot be paid" : "is not a token"))
            }
        }
    }

    @Test("throws an answer that its caller has no use for")
    func unexpected() async throws {
        try await withClient { payments in
            try await expect(status: 404, code: "payment_not_found") { _ = try await payments.capture(order) }
            _ = try await payments.authorize(Samples.visa, for: order)
            try await expect(status: 422, code: "idempotency_key_reused") {
                _ = try await payments.authorize(Samples.authorization(999), for: order)
            }
            _ = try await payments.void(order)
            try await expect(status: 409, code: "invalid_state") { _ = try await payments.capture(order) }
        }
        try await withClient(as: .product) { payments in
            try await expect(status: 403, code: "forbidden") { _ = try await payments.void(order) }
        }
    }

    private func expect(status: Int, code: String, _ body: () async throws -> Void) async throws {
        do {
            try await body()
            Issue.record("no error")
        } catch OutboundError.unexpected(_, let foundStatus, let foundCode, _) {
            #expect(foundStatus == status)
            #expect(foundCode == code)
        }
    }

    private func withClient(
        as caller: PaymentServer.Caller = .order, _ body: @escaping @Sendable (HTTPPaymentClient) async throws -> Void
    ) async throws {
        try await PaymentWorld.with { world in
            let server = try await PaymentServer(world)
            try await server.serve { baseURL, http in
                let client = OutboundClient(
                    service: "payment-service", baseURLs: [baseURL], token: server.tokens[caller], http: http, logger: Logger(label: "test")
                )
                try await body(HTTPPaymentClient(client: client))
            }
        }
    }
}
