package import Commerce
package import Foundation
package import ProductAPI
package import Storage

/// The products in the database. Nothing here is cached.
package struct Catalog: Sendable {
    let database: any Database
    let now: @Sendable () -> Date

    package init(database: any Database, now: @escaping @Sendable () -> Date) {
        self.database = database
        self.now = now
    }

    /// The product with the availability of each variant; nil when there is none.
    package func product(handle: String, lowStockThreshold: Int) async throws -> Product? {
        try await database.read { connection in
            guard let document = try ProductTable.document(of: handle, connection) else { return nil }
            var product = try ProductRecord.product(document: document)
            let units = try Self.availableUnits(of: handle, connection)
            for index in product.variants.indices {
                let available = units[product.variants[index].sku] ?? 0
                product.variants[index].availability = Availability(units: available, lowStockThreshold: lowStockThreshold)
            }
            return product
        }
    }

    /// The categories that have products, by name.
    package func categories() async throws -> [CategoryCount] {
        try await database.read { connection in
            let query: SQL = """
                SELECT category, COUNT(*) AS products FROM products WHERE category <> '' GROUP BY category ORDER BY category
                """
            return try connection.rows(query).map { CategoryCount(name: try $0.get("category"), products: try $0.get("products")) }
        }
    }

    /// The quotes of those SKUs that exist, in the order of the SKUs.
    package func quotes(for skus: [SKU], lowStockThreshold: Int) async throws -> [Quote] {
        try await database.read { connection in
            let query: SQL = """
                SELECT v.sku AS sku, v.handle AS handle, v.title AS variant_title, v.currency AS currency, v.price AS price,
                p.title AS product_title, p.image_url AS image_url, p.image_alt AS image_alt,
                COALESCE(i.on_hand - i.reserved, 0) AS available
                FROM variants v JOIN products p ON p.handle = v.handle LEFT JOIN inventory i ON i.sku = v.sku
                WHERE v.sku IN (\(list: skus)) ORDER BY v.sku
                """
            return try connection.rows(query).map { try Quote($0, lowStockThreshold: lowStockThreshold) }
        }
    }

    private static func availableUnits(of handle: String, _ connection: any DatabaseConnection) throws -> [SKU: Int] {
        let query: SQL = """
            SELECT v.sku AS sku, i.on_hand - i.reserved AS available
            FROM variants v JOIN inventory i ON i.sku = v.sku WHERE v.handle = \(handle)
            """
        var units: [SKU: Int] = [:]
        try connection.forEachRow(query) { units[try $0.get("sku")] = try $0.get("available") }
        return units
    }
}

extension Quote {
    fileprivate init(_ row: Row, lowStockThreshold: Int) throws {
        self.init(
            sku: try row.get("sku"), handle: try row.get("handle"), productTitle: try row.get("product_title"),
            variantTitle: try row.get("variant_title"), image: try ProductImage(row),
            price: Money(try row.get("price"), try row.get("currency")),
            availability: Availability(units: try row.get("available"), lowStockThreshold: lowStockThreshold))
    }
}
