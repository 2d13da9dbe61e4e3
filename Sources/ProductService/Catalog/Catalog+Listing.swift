import Commerce
package import ProductAPI
import Storage

extension Catalog {
    /// One page: by handle, or in a search the best match first.
    ///
    /// `query.after` has to be a cursor of the same filters; throws ``InvalidCursor`` when it is not.
    package func page(_ query: ProductQuery, lowStockThreshold: Int) async throws -> ProductPage {
        let cursor = try query.after.map { text in
            guard let cursor = CatalogCursor(text, for: query) else { throw InvalidCursor() }
            return cursor
        }
        return try await database.read { connection in
            // One more than asked for tells whether there is a next page.
            guard let selection = Self.selection(query, after: cursor, limit: query.limit + 1) else {
                return ProductPage(items: [], next: nil)
            }
            let rows = try connection.rows(selection)
            let units = try Self.bestAvailability(of: rows.prefix(query.limit).map { try $0.get("handle") }, connection)
            let items = try rows.prefix(query.limit).map { row in
                try ProductSummary(row) { Availability(units: units[$0] ?? 0, lowStockThreshold: lowStockThreshold) }
            }
            guard rows.count > query.limit, let last = rows.dropLast().last else { return ProductPage(items: items, next: nil) }
            let next = CatalogCursor(score: try last.get("score"), handle: try last.get("handle"))
            return ProductPage(items: items, next: next.encoded(for: query))
        }
    }

    private static let columns = SQL(
        raw: """
            p.handle AS handle, p.title AS title, p.vendor AS vendor, p.category AS category, p.image_url AS image_url,
            p.image_alt AS image_alt, p.currency AS currency, p.price_from AS price_from, p.compare_at AS compare_at,
            p.price_varies AS price_varies
            """)

    /// Nil for a search without a single word, which finds nothing.
    private static func selection(_ query: ProductQuery, after cursor: CatalogCursor?, limit: Int) -> SQL? {
        let category: SQL = if let category = query.category { "p.category = \(category)" } else { "1 = 1" }
        guard let search = query.search else {
            let place: SQL = if let cursor { "p.handle > \(cursor.handle)" } else { "1 = 1" }
            return "SELECT \(columns), 0 AS score FROM products p WHERE \(category) AND \(place) ORDER BY p.handle LIMIT \(limit)"
        }
        guard let matches = matches(SearchTerms.query(search)) else { return nil }
        let place: SQL =
            if let cursor {
                "(m.score < \(cursor.score) OR (m.score = \(cursor.score) AND p.handle > \(cursor.handle)))"
            } else {
                "1 = 1"
            }
        return """
            SELECT \(columns), m.score AS score FROM (\(matches)) m JOIN products p ON p.handle = m.handle
            WHERE \(category) AND \(place) ORDER BY m.score DESC, p.handle LIMIT \(limit)
            """
    }

    /// The handles that have every word, or one that starts with it, with the sum of the weights as their score.
    private static func matches(_ words: [String]) -> SQL? {
        guard let first = words.first else { return nil }
        var score: SQL = "m0.weight"
        var joined: SQL = "(\(matches(first))) m0"
        for (index, word) in words.enumerated().dropFirst() {
            let name = SQL(raw: "m\(index)")
            score = "\(score) + \(name).weight"
            joined = "\(joined) JOIN (\(matches(word))) \(name) ON \(name).handle = m0.handle"
        }
        return "SELECT m0.handle AS handle, \(score) AS score FROM \(joined)"
    }

    /// A range of the index, not a scan. The whole word counts double.
    private static func matches(_ word: String) -> SQL {
        guard SearchTerms.isPrefix(word) else {
            return "SELECT handle, weight * 2 AS weight FROM product_terms WHERE term = \(word)"
        }
        let upperBound: SQL = if let bound = SearchTerms.upperBound(of: word) { "AND term < \(bound)" } else { "" }
        return """
            SELECT handle, MAX(CASE WHEN term = \(word) THEN weight * 2 ELSE weight END) AS weight
            FROM product_terms WHERE term >= \(word) \(upperBound) GROUP BY handle
            """
    }

    /// For each product the units of the variant that has the most.
    private static func bestAvailability(of handles: [String], _ connection: any DatabaseConnection) throws -> [String: Int] {
        let query: SQL = """
            SELECT v.handle AS handle, MAX(i.on_hand - i.reserved) AS available
            FROM variants v JOIN inventory i ON i.sku = v.sku WHERE v.handle IN (\(list: handles)) GROUP BY v.handle
            """
        var units: [String: Int] = [:]
        try connection.forEachRow(query) { units[try $0.get("handle")] = try $0.get("available") }
        return units
    }
}

/// The `after` of a list is none of ours, or one of other filters.
package struct InvalidCursor: Error {}

extension ProductSummary {
    fileprivate init(_ row: Row, availability: (String) -> Availability) throws {
        let currency = try row.get("currency", as: Currency.self)
        let handle = try row.get("handle", as: String.self)
        self.init(
            handle: handle, title: try row.get("title"), vendor: try row.get("vendor"), category: try row.get("category"),
            image: try ProductImage(row), priceFrom: Money(try row.get("price_from"), currency),
            compareAtPrice: try row.get("compare_at", as: Int?.self).map { Money($0, currency) },
            priceVaries: try row.get("price_varies"), availability: availability(handle))
    }
}
