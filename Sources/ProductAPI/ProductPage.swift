package import Commerce

/// One page of `GET /api/products`.
package struct ProductPage: Codable, Sendable, Equatable {
    package var items: [ProductSummary]
    /// An opaque cursor for `after`, or null on the last page.
    package var next: String?

    package init(items: [ProductSummary], next: String?) {
        self.items = items
        self.next = next
    }
}

extension ProductPage {
    /// `next` is written as null on the last page, never left out.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(items, forKey: .items)
        try container.encode(next, forKey: .next)
    }
}

/// What a product list shows of each product.
package struct ProductSummary: Codable, Sendable, Equatable {
    package var handle: String
    package var title: String
    package var vendor: String
    package var category: String
    package var image: ProductImage?
    /// The lowest price of any variant.
    package var priceFrom: Money
    package var compareAtPrice: Money?
    /// Whether variants differ in price.
    package var priceVaries: Bool
    package var availability: Availability

    package init(
        handle: String, title: String, vendor: String, category: String, image: ProductImage?, priceFrom: Money,
        compareAtPrice: Money?, priceVaries: Bool, availability: Availability
    ) {
        self.handle = handle
        self.title = title
        self.vendor = vendor
        self.category = category
        self.image = image
        self.priceFrom = priceFrom
        self.compareAtPrice = compareAtPrice
        self.priceVaries = priceVaries
        self.availability = availability
    }
}

/// A category with the number of products in it, as `GET /api/categories` lists them.
package struct CategoryCount: Codable, Sendable, Equatable {
    package var name: String
    package var products: Int

    package init(name: String, products: Int) {
        self.name = name
        self.products = products
    }
}

/// The filters and the place of a product list.
package struct ProductQuery: Sendable, Hashable {
    package var search: String?
    package var category: String?
    /// Items a page: 1 to 100.
    package var limit: Int
    package var after: String?

    package init(search: String? = nil, category: String? = nil, limit: Int = 24, after: String? = nil) {
        self.search = search
        self.category = category
        self.limit = limit
        self.after = after
    }
}
