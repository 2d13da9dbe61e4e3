package import Commerce
import Foundation
import ProductAPI
import Storage

/// A product as `products` holds it: the document, and what lists and quotes need of it.
struct ProductRecord {
    let product: Product
    /// The JSON of ``product`` with sorted keys: equal products have equal documents.
    let document: String
    let cheapest: Variant
    let priceVaries: Bool

    /// Throws ``CatalogFault`` when the catalogue cannot take the product.
    init(_ product: Product) throws {
        guard let cheapest = product.variants.min(by: { $0.price.amount < $1.price.amount }) else {
            throw CatalogFault.invalid("has no variant")
        }
        try Self.check(product, currency: cheapest.price.currency)
        var product = product
        // Availability is not the catalogue's to remember: it is computed from the stock whenever the product is read.
        for index in product.variants.indices { product.variants[index].availability = .soldOut }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        self.product = product
        self.document = String(decoding: try encoder.encode(product), as: UTF8.self)
        self.cheapest = cheapest
        self.priceVaries = product.variants.contains { $0.price != cheapest.price }
    }

    static func product(document: String) throws -> Product {
        try JSONDecoder().decode(Product.self, from: Data(document.utf8))
    }

    private static func check(_ product: Product, currency: Currency) throws {
        let texts = [product.handle, product.title, product.vendor, product.category] + product.variants.map(\.title)
        guard !product.handle.isEmpty, !product.title.isEmpty else { throw CatalogFault.invalid("has no handle or no title") }
        guard texts.allSatisfy({ $0.unicodeScalars.count <= 255 && !$0.utf8.contains(0) }) else {
            throw CatalogFault.invalid("has a name that is longer than 255 characters or contains a NUL")
        }
        guard product.variants.allSatisfy({ $0.price.currency == currency }) else {
            throw CatalogFault.invalid("has variants in different currencies")
        }
        guard Set(product.variants.map(\.sku)).count == product.variants.count else {
            throw CatalogFault.invalid("has two variants with the same SKU")
        }
    }
}

/// Why the catalogue does not take a product.
package enum CatalogFault: Error, Equatable {
    /// Completes "the product …".
    case invalid(String)
    /// The SKU is a variant of another product already.
    case skuTaken(SKU, by: String)
}
