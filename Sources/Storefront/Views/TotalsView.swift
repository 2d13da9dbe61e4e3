import Commerce
import OrderAPI

/// What an order costs.
struct TotalsView: Sendable {
    let subtotal: String
    let shipping: String
    let tax: String
    let total: String
    let refunded: String?

    init(_ totals: OrderTotals, refunded: Money? = nil) {
        subtotal = totals.subtotal.display
        shipping = totals.shipping.amount == 0 ? "free" : totals.shipping.display
        tax = totals.tax.display
        total = totals.total.display
        self.refunded = refunded.flatMap { $0.amount > 0 ? $0.display : nil }
    }
}
