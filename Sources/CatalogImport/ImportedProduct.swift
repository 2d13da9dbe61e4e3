package import Commerce
package import ProductAPI

/// A product read from a file, checked and complete.
package struct ImportedProduct: Sendable, Equatable {
    package var product: Product
    /// The units on hand by SKU. A SKU that is missing here came without a quantity: leave its stock as it is, none if it is new.
    package var stock: [SKU: Int]
    /// Where it starts in the file, in the sense of ``RowFault/line``.
    package var line: Int

    package init(product: Product, stock: [SKU: Int], line: Int) {
        self.product = product
        self.stock = stock
        self.line = line
    }
}
