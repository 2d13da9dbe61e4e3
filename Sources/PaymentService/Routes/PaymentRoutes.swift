import Commerce
import HTTPTypes
import Hummingbird
import PaymentAPI
import ServiceKit

/// The endpoints under `/internal/payments`. They are for the order service; an administrator may read.
struct PaymentRoutes: Sendable {
    /// The longest token that is taken, in bytes.
    private static let tokenLimit = PaymentMethod.maximumTokenLength
    /// Whose token opens these endpoints.
    private static let caller = "order-service"

    let processor: PaymentProcessor

    func add(to group: RouterGroup<ShopRequestContext>) {
        group.put("internal/payments/:order/authorization", use: authorize)
        group.post("internal/payments/:order/capture", use: capture)
        group.post("internal/payments/:order/void", use: void)
        group.put("internal/payments/:order/refunds/:refund", use: refund)
        group.get("internal/payments/:order", use: payment)
    }

    @Sendable
    private func authorize(_ request: Request, _ context: ShopRequestContext) async throws -> Response {
        try context.requireService(Self.caller)
        let order = try order(in: context)
        let body = try await request.decode(as: AuthorizationRequest.self, context: context)
        try checkToken(body.method.token)
        return try await answering {
            switch try await processor.authorize(body, for: order) {
            case .payment(let payment): return try jsonResponse(payment)
            case .invalid(let reason): throw Problem.validation([FieldError(field: "method.token", code: "invalid", message: reason)])
            }
        }
    }

    @Sendable
    private func capture(_ request: Request, _ context: ShopRequestContext) async throws -> Response {
        try context.requireService(Self.caller)
        let order = try order(in: context)
        return try await answering { try jsonResponse(try await processor.capture(order)) }
    }

    @Sendable
    private func void(_ request: Request, _ context: ShopRequestContext) async throws -> Response {
        try context.requireService(Self.caller)
        let order = try order(in: context)
        return try await answering { try jsonResponse(try await processor.void(order)) }
    }

    @Sendable
    private func refund(_ request: Request, _ context: ShopRequestContext) async throws -> Response {
        try context.requireService(Self.caller)
        let order = try order(in: context)
        guard let refund = context.parameters.get("refund").flatMap({ RefundID($0) }) else { throw Problem.notFound("refund") }
        let body = try await request.decode(as: RefundRequest.self, context: context)
        return try await answering {
            switch try await processor.refund(refund, body, of: order) {
            case .refund(let refund): return try jsonResponse(refund)
            case .exceedsCapture(let refundable): throw PaymentRefusal.exceedsCapture(refundable: refundable)
            }
        }
    }

    @Sendable
    private func payment(_ request: Request, _ context: ShopRequestContext) async throws -> Response {
        if !context.isAdmin { try context.requireService(Self.caller) }
        let order = try order(in: context)
        return try await answering {
            guard let payment = try await processor.payment(for: order) else { throw PaymentRefusal.notFound }
            return try jsonResponse(payment)
        }
    }

    private func order(in context: ShopRequestContext) throws -> OrderID {
        // What cannot be an order's id has no payment.
        guard let order = context.parameters.get("order").flatMap({ OrderID($0) }) else { throw Problem(PaymentRefusal.notFound) }
        return order
    }

    private func checkToken(_ token: String) throws {
        let isVisible = token.utf8.allSatisfy { (0x21...0x7E).contains($0) }
        guard (1...Self.tokenLimit).contains(token.utf8.count), isVisible else {
            let message = "must be 1 to \(Self.tokenLimit) visible ASCII characters"
            throw Problem.validation([FieldError(field: "method.token", code: "invalid", message: message)])
        }
    }

    private func answering(_ body: () async throws -> Response) async throws -> Response {
        do {
            return try await body()
        } catch let refusal as PaymentRefusal {
            throw Problem(refusal)
        }
    }
}
