package import Commerce
package import ProductAPI

/// A cart with the prices of this moment. Its `ETag` is its version.
package struct Cart: Codable, Sendable, Equatable {
    package var id: CartID
    package var items: [CartItem]
    /// The sum of the lines, before shipping and tax.
    package var total: Money

    package init(id: CartID, items: [CartItem], total: Money) {
        self.id = id
        self.items = items
        self.total = total
    }
}

/// One line of a cart.
package struct CartItem: Codable, Sendable, Equatable {
    package var sku: SKU
    package var quantity: Int
    package var handle: String
    package var title: String
    package var variantTitle: String
    package var image: ProductImage?
    package var price: Money
    package var lineTotal: Money
    package var availability: Availability

    package init(quote: Quote, quantity: Int, lineTotal: Money) {
        self.sku = quote.sku
        self.quantity = quantity
        self.handle = quote.handle
        self.title = quote.productTitle
        self.variantTitle = quote.variantTitle
        self.image = quote.image
        self.price = quote.price
        self.lineTotal = lineTotal
        self.availability = quote.availability
    }
}

/// The body of `PUT /api/carts/{id}/items/{sku}`: 1 to the configured maximum; use `DELETE` for none.
package struct CartItemRequest: Codable, Sendable, Equatable {
    package var quantity: Int

    package init(quantity: Int) { self.quantity = quantity }
}
