import Commerce
import Foundation
import ProductAPI
import Storage

/// Writes `products` rows inside a transaction.
enum ProductTable {
    static func document(of handle: String, _ connection: any DatabaseConnection) throws -> String? {
        try connection.firstRow("SELECT document FROM products WHERE handle = \(handle)")?.get("document")
    }

    static func insert(_ record: ProductRecord, at now: Int, _ connection: any DatabaseConnection) throws {
        let product = record.product
        try connection.execute(
            """
            INSERT INTO products (handle, title, vendor, category, image_url, image_alt, currency, price_from, compare_at,
            price_varies, document, created_at, updated_at)
            VALUES (\(product.handle), \(product.title), \(product.vendor), \(product.category), \(product.images.first?.url),
            \(product.images.first?.alt), \(record.cheapest.price.currency), \(record.cheapest.price.amount),
            \(record.cheapest.compareAtPrice?.amount), \(record.priceVaries), \(record.document), \(now), \(now))
            """)
    }

    static func update(_ record: ProductRecord, at now: Int, _ connection: any DatabaseConnection) throws {
        let product = record.product
        try connection.execute(
            """
            UPDATE products SET title = \(product.title), vendor = \(product.vendor), category = \(product.category),
            image_url = \(product.images.first?.url), image_alt = \(product.images.first?.alt),
            currency = \(record.cheapest.price.currency), price_from = \(record.cheapest.price.amount),
            compare_at = \(record.cheapest.compareAtPrice?.amount), price_varies = \(record.priceVaries),
            document = \(record.document), updated_at = \(now)
            WHERE handle = \(product.handle)
            """)
    }
}

extension ProductImage {
    /// The first picture of a product, from its columns.
    init?(_ row: Row) throws {
        guard let url = try row.get("image_url", as: String?.self) else { return nil }
        self.init(url: url, alt: try row.get("image_alt", as: String?.self) ?? "")
    }
}
