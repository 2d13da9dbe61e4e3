import Commerce

/// A price as a shopper reads it.
struct PriceView: Sendable {
    let now: String
    /// The former price of something reduced.
    let before: String?
    /// Whether other variants cost more.
    let isFrom: Bool

    init(_ price: Money, before: Money? = nil, isFrom: Bool = false) {
        now = price.display
        self.before = before.flatMap { $0.currency == price.currency && $0.amount > price.amount ? $0.display : nil }
        self.isFrom = isFrom
    }
}
