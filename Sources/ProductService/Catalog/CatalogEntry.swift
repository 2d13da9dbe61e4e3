package import Commerce
package import ProductAPI

/// A product to be put into the catalogue, with its stock.
package struct CatalogEntry: Sendable, Equatable {
    package var product: Product
    /// Units on hand by SKU. The stock of a SKU that is not here stays as it is.
    package var stock: [SKU: Int]

    package init(product: Product, stock: [SKU: Int] = [:]) {
        self.product = product
        self.stock = stock
    }
}

/// What became of a ``CatalogEntry``, or in a dry run what would become of it.
package enum UpsertOutcome: Sendable, Equatable {
    case created
    case updated
    case unchanged
    case rejected(CatalogFault)
}
