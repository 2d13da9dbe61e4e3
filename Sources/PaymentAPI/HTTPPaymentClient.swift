package import Commerce
import HTTPTypes
package import ServiceKit

/// The payment service over HTTP.
package struct HTTPPaymentClient: PaymentProcessing {
    /// The wait for a call that goes through to the provider: longer than the service waits for the provider.
    private static let patience: Duration = .seconds(5)

    private let client: OutboundClient

    /// `client` must carry the order service's token.
    package init(client: OutboundClient) { self.client = client }

    package func authorize(_ request: AuthorizationRequest, for order: OrderID) async throws -> AuthorizeOutcome {
        let response = try await client.send(
            .json(.put, path(order, "/authorization"), request, isIdempotent: true, timeout: Self.patience))
        if let problem = response.problem, problem.code == "validation_failed" {
            let aboutMethod = problem.errors.filter { $0.field.hasPrefix("method") }
            guard !aboutMethod.isEmpty else { return .invalid(reason: "this amount cannot be paid: " + problem.errors.reasons) }
            return .invalid(reason: aboutMethod.reasons)
        }
        return .payment(try payment(in: response))
    }

    package func capture(_ order: OrderID) async throws -> Payment {
        try payment(in: try await client.send(OutboundCall(.post, path(order, "/capture"), isIdempotent: true, timeout: Self.patience)))
    }

    package func void(_ order: OrderID) async throws -> Payment {
        try payment(in: try await client.send(OutboundCall(.post, path(order, "/void"), isIdempotent: true, timeout: Self.patience)))
    }

    package func refund(_ refund: RefundID, _ request: RefundRequest, of order: OrderID) async throws -> RefundOutcome {
        let response = try await client.send(
            .json(.put, path(order, "/refunds/\(refund)"), request, isIdempotent: true, timeout: Self.patience))
        if response.status == .conflict, response.problem?.code == "exceeds_capture" {
            return .exceedsCapture(refundable: try response.decode(ExceedsCapture.self).refundable)
        }
        guard response.status == .ok else { throw response.unexpected }
        return .refund(try response.decode(Refund.self))
    }

    package func payment(for order: OrderID) async throws -> Payment? {
        let response = try await client.send(OutboundCall(.get, path(order, ""), isIdempotent: true))
        if response.status == .notFound, response.problem?.code == "payment_not_found" { return nil }
        return try payment(in: response)
    }

    private func payment(in response: OutboundResponse) throws(OutboundError) -> Payment {
        guard response.status == .ok else { throw response.unexpected }
        return try response.decode(Payment.self)
    }

    private func path(_ order: OrderID, _ rest: String) -> String { "/internal/payments/\(order)\(rest)" }
}

extension [FieldError] {
    fileprivate var reasons: String { map(\.message).joined(separator: "; ") }
}

/// The further member of the problem `exceeds_capture`.
private struct ExceedsCapture: Decodable {
    let refundable: Money
}
