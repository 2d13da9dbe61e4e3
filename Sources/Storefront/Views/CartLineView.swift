import Commerce
import OrderAPI

/// One line of the cart, with its forms.
struct CartLineView: Sendable {
    /// What the input offers; the order service has the last word.
    static let maximumQuantity = 99

    /// The id of the line in the page.
    let anchor: String
    let url: String
    let formURL: String
    let title: String
    let variant: String?
    let picture: PictureView
    let unitPrice: String
    let lineTotal: String
    /// As typed, where that could not be taken.
    let quantity: String
    let maxQuantity: Int
    let badge: BadgeView?
    let error: String?

    init(_ item: CartItem, index: Int, fault: CartFault?) {
        let fault = fault?.sku == item.sku ? fault : nil
        anchor = "line-\(index + 1)"
        url = Link.product(item.handle)
        formURL = Link.cartItem(item.sku)
        title = item.title
        variant = Self.name(ofVariant: item.variantTitle)
        picture = PictureView(item.image, title: item.title, isLazy: false)
        unitPrice = item.price.display
        lineTotal = item.lineTotal.display
        quantity = fault?.typed ?? String(item.quantity)
        maxQuantity = max(Self.maximumQuantity, item.quantity)
        badge = BadgeView(item.availability)
        error = fault?.message
    }

    /// Nil for the only variant of a product, which has no name worth showing.
    static func name(ofVariant title: String) -> String? {
        title.isEmpty || title == "Default" || title == "Default Title" ? nil : title
    }
}

/// A quantity that could not be set.
struct CartFault: Sendable, Equatable {
    let sku: SKU
    let typed: String
    /// A sentence.
    let message: String
}
