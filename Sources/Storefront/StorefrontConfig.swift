package import HotConfig

/// What a shopkeeper may change while the storefront runs. Keys: `shop.name`, `shop.tagline`, `banner.text`, `page.size`.
package struct StorefrontConfig: HotConfigurable {
    package static let service = "storefront"

    package let shopName: String
    package let tagline: String
    /// Shown above every page; empty for none.
    package let banner: String
    /// Products on one page of the list.
    package let pageSize: Int

    package init(_ fields: inout ConfigFields) {
        shopName = fields.string("shop.name", default: "Souk", maxLength: 60, "The name of the shop, as every page shows it.")
        tagline = fields.string(
            "shop.tagline", default: "Good things, fairly priced.", maxLength: 160, "One sentence under the name of the shop.")
        banner = fields.string(
            "banner.text", default: "", maxLength: 200, "An announcement above every page, such as opening hours; empty for none.")
        pageSize = fields.integer("page.size", default: 24, in: 1...100, "How many products one page of the list shows.")
        fields.require(!shopName.isEmpty, keys: ["shop.name"], "must not be empty")
    }
}
