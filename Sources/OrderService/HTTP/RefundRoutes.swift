import Commerce
import Foundation
import HotConfig
import Hummingbird
import OrderAPI
import ServiceKit

/// `POST /api/orders/{id}/refunds`, for administrators.
struct RefundRoutes: Sendable {
    let config: HotConfig<OrderConfig>
    let refunds: RefundStore
    let dispatcher: OrderDispatcher
    let access: OrderAccess
    let tokens: OrderTokens
    let owner: String
    let clock: any Clock<Duration>
    let now: @Sendable () -> Date

    func add(to group: RouterGroup<ShopRequestContext>) {
        group.post("api/orders/{id}/refunds") { request, context in
            try context.requireAdmin()
            let config = config.current.value
            let key = try IdempotencyKey(of: request)
            let order = try await access.order(context)
            let body = try await request.decode(as: OrderRefundRequest.self, context: context)
            try Self.check(body, of: order)
            let outcome = try await place(body, of: order.id, key, within: OrderRoutes.patience(context, config), config)
            return try outcome.response(tokens)
        }
    }

    private static func check(_ body: OrderRefundRequest, of order: OrderRecord) throws {
        guard let amount = body.amount else { return }
        var errors: [FieldError] = []
        if amount.amount < 1 {
            errors.append(FieldError(field: "amount.amount", code: "out_of_range", message: "must be at least 1"))
        }
        let currency = order.totals.total.currency
        if amount.currency != currency {
            errors.append(FieldError(field: "amount.currency", code: "invalid", message: "must be \(currency), as the order is"))
        }
        guard errors.isEmpty else { throw Problem.validation(errors) }
    }

    private func place(
        _ body: OrderRefundRequest, of order: OrderID, _ key: IdempotencyKey, within limit: Duration, _ config: OrderConfig
    ) async throws -> OrderOutcome {
        let id = RefundID.timeOrdered(at: now())
        let fingerprint = Digest.hexadecimal(try ShopJSON.encode(RefundFingerprint(order: order, amount: body.amount)))
        let record = IdempotencyRecord(
            key: RequestKey(.refund, key), fingerprint: fingerprint, subject: id.rawValue, answer: nil,
            expiresAt: now() + config.idempotencyRetention.seconds)
        let lease = Lease(owner: owner, epoch: 1, expiresAt: now() + config.saga.leaseDuration.seconds)
        switch try await refunds.place(id, of: order, amount: body.amount, key: record, lease: lease) {
        case .known(let known): return try known.outcome(for: fingerprint)
        case .unknownOrder: throw Problem.notFound("order")
        case .notRefundable:
            throw Problem.conflict("order_not_refundable", "Only a confirmed order whose payment was captured can be refunded.")
        case .refused(let refusal): return .answered(.refusal(refusal))
        case .placed(let refund):
            let signal = OutcomeSignal()
            await dispatcher.dispatch(refund, isResumed: false, telling: signal)
            return await signal.outcome(within: limit, clock: clock)
        }
    }
}

/// What makes two requests for a refund the same.
private struct RefundFingerprint: Encodable {
    let order: OrderID
    let amount: Money?
}
