package import Commerce

/// A product as `GET /api/products/{handle}` answers it.
package struct Product: Codable, Sendable, Equatable {
    /// Unique and readable, the last part of its address: lower-case letters, digits and hyphens.
    package var handle: String
    package var title: String
    /// HTML that has been reduced to a safe subset.
    package var descriptionHTML: String
    package var vendor: String
    package var category: String
    package var tags: [String]
    package var options: [ProductOption]
    package var images: [ProductImage]
    package var variants: [Variant]

    package init(
        handle: String, title: String, descriptionHTML: String = "", vendor: String = "", category: String = "", tags: [String] = [],
        options: [ProductOption] = [], images: [ProductImage] = [], variants: [Variant]
    ) {
        self.handle = handle
        self.title = title
        self.descriptionHTML = descriptionHTML
        self.vendor = vendor
        self.category = category
        self.tags = tags
        self.options = options
        self.images = images
        self.variants = variants
    }
}

/// A choice the shopper makes, such as `Size` with its values in display order.
package struct ProductOption: Codable, Sendable, Equatable {
    package var name: String
    package var values: [String]

    package init(name: String, values: [String]) {
        self.name = name
        self.values = values
    }
}

/// A picture, in display order. `url` may be remote and may fail to load.
package struct ProductImage: Codable, Sendable, Equatable {
    package var url: String
    package var alt: String

    package init(url: String, alt: String) {
        self.url = url
        self.alt = alt
    }
}

/// What is bought: one combination of the product's options.
package struct Variant: Codable, Sendable, Equatable {
    package var sku: SKU
    /// The option values joined, `Red / M`; `Default` where the product has no options.
    package var title: String
    /// One value for each of the product's options, in their order.
    package var optionValues: [String]
    package var price: Money
    /// The former price, greater than ``price``, where the variant is reduced.
    package var compareAtPrice: Money?
    package var availability: Availability

    package init(
        sku: SKU, title: String = "Default", optionValues: [String] = [], price: Money, compareAtPrice: Money? = nil,
        availability: Availability = .inStock
    ) {
        self.sku = sku
        self.title = title
        self.optionValues = optionValues
        self.price = price
        self.compareAtPrice = compareAtPrice
        self.availability = availability
    }
}

/// How much there is to sell, without telling competitors the number.
package enum Availability: String, Codable, Sendable {
    case inStock
    /// At or below the configured `inventory.threshold`.
    case lowStock
    case soldOut
}
