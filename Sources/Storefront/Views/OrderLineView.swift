import Commerce
import OrderAPI

/// One line of an order, or of what will be one.
struct OrderLineView: Sendable {
    let title: String
    let variant: String?
    let quantity: Int
    let lineTotal: String

    init(_ item: OrderItem) {
        title = item.title
        variant = CartLineView.name(ofVariant: item.variantTitle)
        quantity = item.quantity
        lineTotal = item.lineTotal.display
    }

    init(_ item: CartItem) {
        title = item.title
        variant = CartLineView.name(ofVariant: item.variantTitle)
        quantity = item.quantity
        lineTotal = item.lineTotal.display
    }
}
