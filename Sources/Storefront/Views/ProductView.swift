import Commerce
import ProductAPI

/// The page of one product.
struct ProductView: Sendable {
    /// A tag, as a search for it.
    struct Tag: Sendable {
        let name: String
        let url: String
    }

    let handle: String
    let title: String
    let vendor: String?
    let category: CategoryView?
    let pictures: [PictureView]
    let price: PriceView?
    let badge: BadgeView?
    /// The SKU where there is nothing to choose.
    let onlySKU: String?
    let hasChoice: Bool
    let choiceName: String
    let groups: [VariantGroupView]
    let canBuy: Bool
    let quantity: String
    let maxQuantity: Int
    let hasDescription: Bool
    /// Reduced to a safe subset by the catalogue; the only text that a template does not escape.
    let descriptionHTML: String
    let hasTags: Bool
    let tags: [Tag]
    let notice: NoticeView?

    init(_ product: Product, chosen: SKU? = nil, quantity: String = "1", notice: NoticeView? = nil) {
        let forSale = product.variants.filter { $0.availability != .soldOut }
        let variant = forSale.first { $0.sku == chosen } ?? forSale.first ?? product.variants.first
        let prices = product.variants.map(\.price)
        let varies = Set(prices).count > 1
        handle = product.handle
        title = product.title
        vendor = product.vendor.isEmpty ? nil : product.vendor
        category = CategoryView(name: product.category)
        pictures = Self.pictures(of: product)
        price = Self.price(of: product, varies: varies, chosen: variant)
        hasChoice = product.variants.count > 1
        onlySKU = hasChoice ? nil : product.variants.first?.sku.rawValue
        choiceName = product.options.isEmpty ? "Choose" : product.options.map(\.name).joined(separator: " and ")
        groups = VariantGroupView.groups(of: product, showsPrice: varies, chosen: forSale.isEmpty ? nil : variant?.sku)
        canBuy = !forSale.isEmpty
        badge = forSale.isEmpty ? BadgeView(.soldOut) : hasChoice ? nil : variant.flatMap { BadgeView($0.availability) }
        self.quantity = quantity
        maxQuantity = CartLineView.maximumQuantity
        descriptionHTML = product.descriptionHTML
        hasDescription = !product.descriptionHTML.isEmpty
        tags = product.tags.map { Tag(name: $0, url: Link.home(search: $0)) }
        hasTags = !tags.isEmpty
        self.notice = notice
    }

    private static func pictures(of product: Product) -> [PictureView] {
        let images: [ProductImage?] = product.images.isEmpty ? [nil] : product.images
        return images.enumerated().map { index, image in
            let alt = image?.alt ?? ""
            let label = alt.isEmpty ? (index == 0 ? product.title : "\(product.title), picture \(index + 1)") : alt
            return PictureView(image, title: product.title, label: label, isLazy: index > 0)
        }
    }

    /// The price of the chosen variant, or the lowest where they differ. Nil without variants.
    private static func price(of product: Product, varies: Bool, chosen: Variant?) -> PriceView? {
        guard let chosen else { return nil }
        let lowest = product.variants.min { $0.price.amount < $1.price.amount } ?? chosen
        return varies
            ? PriceView(lowest.price, before: lowest.compareAtPrice, isFrom: true) : PriceView(chosen.price, before: chosen.compareAtPrice)
    }
}
