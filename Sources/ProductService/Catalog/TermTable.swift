import Storage

/// Writes the inverted index inside a transaction.
enum TermTable {
    private static let chunk = 10

    /// Makes the rows of `handle` those of `terms`, touching only what differs from `former`.
    static func replace(
        _ former: [String: Int], with terms: [String: Int], of handle: String, _ connection: any DatabaseConnection
    ) throws {
        try remove(former.keys.filter { former[$0] != terms[$0] }.sorted(), of: handle, connection)
        let new = terms.filter { former[$0.key] != $0.value }.sorted { $0.key < $1.key }
        for part in new.chunked(by: chunk) {
            do {
                try insert(part, of: handle, connection)
            } catch DatabaseError.uniqueViolation {
                // Left over from a version that found other words in the same text.
                try remove(part.map(\.key), of: handle, connection)
                try insert(part, of: handle, connection)
            }
        }
    }

    private static func insert(
        _ terms: some Collection<(key: String, value: Int)>, of handle: String, _ connection: any DatabaseConnection
    ) throws {
        var rows: SQL = ""
        for (term, weight) in terms {
            rows = rows.text.isEmpty ? "(\(term), \(handle), \(weight))" : "\(rows), (\(term), \(handle), \(weight))"
        }
        try connection.execute("INSERT INTO product_terms (term, handle, weight) VALUES \(rows)")
    }

    private static func remove(_ terms: [String], of handle: String, _ connection: any DatabaseConnection) throws {
        for part in terms.chunked(by: chunk) {
            try connection.execute("DELETE FROM product_terms WHERE handle = \(handle) AND term IN (\(list: part))")
        }
    }
}
