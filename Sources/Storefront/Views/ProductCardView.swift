import ProductAPI

/// A product in a list.
struct ProductCardView: Sendable {
    let url: String
    let title: String
    let vendor: String?
    let picture: PictureView
    let price: PriceView
    let badge: BadgeView?

    init(_ product: ProductSummary, isLazy: Bool) {
        url = Link.product(product.handle)
        title = product.title
        vendor = product.vendor.isEmpty ? nil : product.vendor
        picture = PictureView(product.image, title: product.title, isLazy: isLazy)
        price = PriceView(product.priceFrom, before: product.compareAtPrice, isFrom: product.priceVaries)
        badge = BadgeView(product.availability, isReduced: price.before != nil)
    }
}
