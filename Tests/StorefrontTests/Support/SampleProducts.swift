import Commerce
import ProductAPI

/// A small catalogue with one product of each kind.
enum SampleProducts {
    static var all: [Product] { [teapot, shirt, lamp, gone] + plain }

    /// One variant, reduced, with two pictures.
    static var teapot: Product {
        Product(
            handle: "copper-teapot", title: "Copper teapot", descriptionHTML: "<p>Hand-beaten, with a <em>brass</em> lid.</p>",
            vendor: "Fez Metalworks", category: "kitchen-accessories", tags: ["copper", "tea"],
            images: [
                ProductImage(url: "https://pictures.example/teapot.webp", alt: "A copper teapot on a tray"),
                ProductImage(url: "https://pictures.example/lid.webp", alt: ""),
            ],
            variants: [variant("POT-1", price: 4_900, before: 6_500)])
    }

    /// Two options, prices that vary, some few and some gone.
    static var shirt: Product {
        Product(
            handle: "linen-shirt", title: "Linen shirt", vendor: "Atlas", category: "mens-shirts",
            options: [ProductOption(name: "Colour", values: ["Sand", "Indigo"]), ProductOption(name: "Size", values: ["S", "M", "L"])],
            variants: [
                variant("SHIRT-SAND-S", "Sand / S", ["Sand", "S"], price: 3_900, .soldOut),
                variant("SHIRT-SAND-M", "Sand / M", ["Sand", "M"], price: 3_900, .lowStock),
                variant("SHIRT-INDIGO-M", "Indigo / M", ["Indigo", "M"], price: 4_200),
                variant("SHIRT-INDIGO-L", "Indigo / L", ["Indigo", "L"], price: 4_200),
            ])
    }

    /// A SKU that needs encoding in an address.
    static var lamp: Product {
        Product(
            handle: "lantern", title: "Lantern", category: "home-decoration",
            options: [ProductOption(name: "Glass", values: ["Clear", "Amber"])],
            variants: [
                variant("LAMP/1".replacing("/", with: "%?#&+"), "Clear", ["Clear"], price: 2_500),
                variant("LAMP-2", "Amber", ["Amber"], price: 2_500),
            ])
    }

    static var gone: Product {
        Product(
            handle: "rare-rug", title: "Rare rug", category: "home-decoration", variants: [variant("RUG", price: 123_456_789, .soldOut)])
    }

    private static var plain: [Product] {
        (1...30).map { number in
            Product(
                handle: "spice-\(number)", title: "Spice no. \(number)", category: "groceries",
                variants: [variant("SPICE-\(number)", price: 300 + number)])
        }
    }

    private static func variant(
        _ sku: String, _ title: String = "Default", _ values: [String] = [], price: Int, before: Int? = nil,
        _ availability: Availability = .inStock
    ) -> Variant {
        guard let sku = SKU(sku) else { preconditionFailure("\(sku) is no SKU") }
        return Variant(
            sku: sku, title: title, optionValues: values, price: Money(price, .usd), compareAtPrice: before.map { Money($0, .usd) },
            availability: availability)
    }
}
