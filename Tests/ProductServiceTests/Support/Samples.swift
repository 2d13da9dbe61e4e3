import Commerce
import Foundation
import ProductAPI
import ProductService

/// Values that many tests need.
enum Samples {
    static func sku(_ text: String) throws -> SKU {
        guard let sku = SKU(text) else { throw SampleError(text) }
        return sku
    }

    static func order(_ text: String) throws -> OrderID {
        guard let order = OrderID(text) else { throw SampleError(text) }
        return order
    }

    static func line(_ sku: String, _ quantity: Int) throws -> StockLine {
        StockLine(sku: try self.sku(sku), quantity: quantity)
    }

    /// A product with one variant, whose SKU is the handle in capitals.
    static func product(_ handle: String, title: String? = nil, category: String = "things", price: Int = 1_000) throws -> Product {
        Product(
            handle: handle, title: title ?? handle, vendor: "Acme", category: category,
            variants: [Variant(sku: try sku(handle.uppercased()), price: Money(price, .usd))])
    }

    static func entry(_ handle: String, title: String? = nil, category: String = "things", stock: Int = 1_000) throws -> CatalogEntry {
        let product = try product(handle, title: title, category: category)
        return CatalogEntry(product: product, stock: [product.variants[0].sku: stock])
    }

    /// The folder of the repository.
    static let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
}

struct SampleError: Error {
    let text: String
    init(_ text: String) { self.text = text }
}
