import ProductAPI

/// A short remark on a product.
struct BadgeView: Sendable {
    /// The last part of its class: `warn`, `out` or `sale`.
    let kind: String
    let text: String

    /// Nil when there is nothing to remark on.
    init?(_ availability: Availability, isReduced: Bool = false) {
        switch availability {
        case .soldOut: (kind, text) = ("out", "Sold out")
        case .lowStock: (kind, text) = ("warn", "Low stock")
        case .inStock where isReduced: (kind, text) = ("sale", "Reduced")
        case .inStock: return nil
        }
    }
}
