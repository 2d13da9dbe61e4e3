import Commerce
package import HotConfig
import ProductAPI

/// The configuration of the order service. Every key is hot: a request and a saga see one snapshot, the next sees the new one.
///
/// Keys: `currency`, `shipping.*`, `tax.*`, `cart.*`, `checkout.timeout`, `saga.*`, `idempotency.retention`.
package struct OrderConfig: HotConfigurable {
    package static let service = "order"

    package let pricing: PricingRules
    package let cart: CartRules
    /// How long `POST /api/orders` waits for the outcome before it answers `outcome_pending`.
    package let checkoutTimeout: Duration
    package let saga: SagaSettings
    package let idempotencyRetention: Duration

    package init(_ fields: inout ConfigFields) {
        pricing = PricingRules(&fields)
        cart = CartRules(&fields)
        checkoutTimeout = fields.duration(
            "checkout.timeout", default: .seconds(8), in: .milliseconds(100) ... .seconds(60),
            "How long POST /api/orders waits for the outcome before it answers 503 outcome_pending; the order goes on.")
        saga = SagaSettings(&fields)
        idempotencyRetention = fields.duration(
            "idempotency.retention", default: .seconds(24 * 3600), in: .seconds(60) ... .seconds(30 * 24 * 3600),
            "How long the answer to an Idempotency-Key is kept.")
    }
}

/// What a cart may hold, and for how long. Keys: `cart.lines.maximum`, `cart.quantity.maximum`, `cart.ttl`.
package struct CartRules: Sendable, Equatable {
    private static let lineCounts = 1...ReservationRequest.maximumLines
    private static let quantities = 1...10_000
    private static let lifetimes: ClosedRange<Duration> = .seconds(60) ... .seconds(365 * 24 * 3600)

    package let maximumLines: Int
    package let maximumQuantity: Int
    package let lifetime: Duration
}

extension CartRules {
    /// The widest that can be configured: whatever was valid at any time is valid by these.
    static let widest = CartRules(
        maximumLines: lineCounts.upperBound, maximumQuantity: quantities.upperBound, lifetime: lifetimes.upperBound)

    init(_ fields: inout ConfigFields) {
        maximumLines = fields.integer(
            "cart.lines.maximum", default: 100, in: Self.lineCounts, "How many different items a cart or an order may hold.")
        maximumQuantity = fields.integer(
            "cart.quantity.maximum", default: 100, in: Self.quantities, "How many units of one item a cart or an order may hold.")
        lifetime = fields.duration(
            "cart.ttl", default: .seconds(30 * 24 * 3600), in: Self.lifetimes, "How long a cart lives after its last change.")
    }
}
