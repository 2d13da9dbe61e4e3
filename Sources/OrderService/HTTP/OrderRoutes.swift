import Commerce
import Foundation
import HotConfig
import Hummingbird
import OrderAPI
import ServiceKit

/// `POST /api/orders`, `GET /api/orders/{id}` and `POST /api/orders/{id}/cancel`.
struct OrderRoutes: Sendable {
    /// What is left of a request's deadline for sending the answer.
    private static let answerTime: Duration = .milliseconds(250)

    let config: HotConfig<OrderConfig>
    let checkout: Checkout
    let access: OrderAccess
    let tokens: OrderTokens

    func add(to group: RouterGroup<ShopRequestContext>) {
        group.post("api/orders") { request, context in
            let config = config.current.value
            let key = try IdempotencyKey(of: request)
            let draft = try await request.decode(as: OrderRequestDraft.self, context: context)
            let outcome = try await place(draft, key: key, within: Self.patience(context, config), config)
            return try outcome.response(tokens)
        }
        group.get("api/orders/{id}") { _, context in
            try jsonResponse(try await access.order(context).order, headers: [.cacheControl: "no-store"])
        }
        group.post("api/orders/{id}/cancel") { _, context in
            let order = try await access.order(context)
            let config = config.current.value
            let cancelled = try await checkout.cancel(order.id, within: Self.patience(context, config), config)
            return try jsonResponse(cancelled, headers: [.cacheControl: "no-store"])
        }
    }

    /// What the configuration refuses by now may repeat a request that it once allowed, and a repeat gets the stored answer.
    private func place(
        _ draft: OrderRequestDraft, key: IdempotencyKey, within limit: Duration, _ config: OrderConfig
    ) async throws -> OrderOutcome {
        let request: OrderRequest
        do {
            request = try OrderRequestValidator.validate(draft, rules: config.cart)
        } catch {
            guard let earlier = try? OrderRequestValidator.validate(draft, rules: .widest),
                let outcome = try await checkout.repeated(earlier, key: key, config)
            else { throw error }
            return outcome
        }
        return try await checkout.place(request, key: key, within: limit, config)
    }

    static func patience(_ context: ShopRequestContext, _ config: OrderConfig) -> Duration {
        max(.zero, min(config.checkoutTimeout, context.deadline.remaining - answerTime))
    }
}
