import Commerce
import ProductAPI
import Storage

/// Reads and writes `variants` inside a transaction.
enum VariantTable {
    private static let chunk = 200

    static func contains(_ sku: SKU, _ connection: any DatabaseConnection) throws -> Bool {
        try connection.firstRow("SELECT sku FROM variants WHERE sku = \(sku)") != nil
    }

    /// Throws ``CatalogFault/skuTaken(_:by:)`` when one of the SKUs belongs to another product.
    static func checkOwnership(of product: Product, _ connection: any DatabaseConnection) throws {
        for part in product.variants.map(\.sku).chunked(by: chunk) {
            let query: SQL = """
                SELECT sku, handle FROM variants WHERE sku IN (\(list: part)) AND handle <> \(product.handle) ORDER BY sku LIMIT 1
                """
            if let row = try connection.firstRow(query) {
                throw CatalogFault.skuTaken(try row.get("sku"), by: try row.get("handle"))
            }
        }
    }

    /// Makes the rows those of `product`, touching only what differs from `former`.
    static func replace(_ former: [Variant], with product: Product, _ connection: any DatabaseConnection) throws {
        let kept = Set(product.variants.map(\.sku))
        for part in former.map(\.sku).filter({ !kept.contains($0) }).chunked(by: chunk) {
            try connection.execute("DELETE FROM variants WHERE sku IN (\(list: part))")
        }
        let known = Dictionary(former.map { ($0.sku, $0) }) { first, _ in first }
        for variant in product.variants {
            switch known[variant.sku] {
            case nil: try insert(variant, of: product.handle, connection)
            case let before? where before.title != variant.title || before.price != variant.price: try update(variant, connection)
            case _?: break
            }
        }
    }

    private static func insert(_ variant: Variant, of handle: String, _ connection: any DatabaseConnection) throws {
        try connection.execute(
            """
            INSERT INTO variants (sku, handle, title, currency, price)
            VALUES (\(variant.sku), \(handle), \(variant.title), \(variant.price.currency), \(variant.price.amount))
            """)
    }

    private static func update(_ variant: Variant, _ connection: any DatabaseConnection) throws {
        try connection.execute(
            """
            UPDATE variants SET title = \(variant.title), currency = \(variant.price.currency), price = \(variant.price.amount)
            WHERE sku = \(variant.sku)
            """)
    }
}
