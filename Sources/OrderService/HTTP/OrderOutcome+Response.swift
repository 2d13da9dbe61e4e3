import Commerce
import HTTPTypes
import Hummingbird
import OrderAPI
import ServiceKit

/// Where the outcomes of orders and refunds become HTTP.
extension OrderOutcome {
    /// The answer to the client. Throws ``Problem`` for everything but an order.
    func response(_ tokens: OrderTokens) throws -> Response {
        switch self {
        case .answered(.order(let order, let status)): return try Self.response(order, status: .init(code: status), tokens)
        case .answered(.refusal(let refusal)): throw refusal.problem
        case .failed(let rejection):
            let refusal = Refusal(rejection)
            throw Problem.unavailable(refusal.detail, retryAfter: .seconds(2), code: refusal.code)
        case .pending:
            throw Problem.unavailable(
                "The outcome is not known yet. Nothing is lost: repeat the request with the same Idempotency-Key.",
                retryAfter: .seconds(1), code: "outcome_pending")
        }
    }

    /// Only the answer to the placing of an order carries its access token.
    private static func response(_ order: Order, status: HTTPResponse.Status, _ tokens: OrderTokens) throws -> Response {
        var headers = HTTPFields()
        headers[.cacheControl] = "no-store"
        guard status == .created else { return try jsonResponse(order, status: status, headers: headers) }
        headers[.location] = "/api/orders/\(order.id)"
        var order = order
        order.accessToken = tokens.token(for: order.id)
        return try jsonResponse(order, status: status, headers: headers)
    }
}

extension Refusal {
    var problem: Problem {
        var members: [String: any Encodable & Sendable] = [:]
        if let lines { members["lines"] = lines }
        if let refundable { members["refundable"] = refundable }
        return Problem(.init(code: status), code, detail, errors: errors, members: members)
    }
}
