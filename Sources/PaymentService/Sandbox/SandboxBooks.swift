import Commerce
package import Storage

/// The sandbox's books as an auditor reads them: nothing is changed.
package struct SandboxBooks: Sendable {
    private let database: any Database

    package init(database: any Database) { self.database = database }

    /// Folds all charges, by order id, from one snapshot; the table is never held whole.
    package func reduce<Result: Sendable>(
        into initial: Result, _ update: @escaping @Sendable (inout Result, SandboxEntry) throws -> Void
    ) async throws -> Result {
        try await database.read { connection in
            var result = initial
            let query: SQL = """
                SELECT order_id, status, amount, currency, captures, captured, refunded FROM sandbox_charges ORDER BY order_id
                """
            try connection.forEachRow(query) { row in try update(&result, SandboxEntry(row)) }
            return result
        }
    }
}

extension SandboxEntry {
    fileprivate init(_ row: Row) throws {
        let currency: Currency = try row.get("currency")
        self.init(
            order: try row.get("order_id"), status: try row.get("status"), authorized: Money(try row.get("amount"), currency),
            captures: try row.get("captures"), captured: Money(try row.get("captured"), currency),
            refunded: Money(try row.get("refunded"), currency))
    }
}
