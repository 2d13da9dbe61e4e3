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
            let order = try OrderRequestValidator.validate(draft, rules: config.cart)
            let outcome = try await checkout.place(order, key: key, within: Self.patience(context, config), config)
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

    static func patience(_ context: ShopRequestContext, _ config: OrderConfig) -> Duration {
        max(.zero, min(config.checkoutTimeout, context.deadline.remaining - answerTime))
    }
}
