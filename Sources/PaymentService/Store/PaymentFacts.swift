import Commerce
package import Storage

/// The payments as an auditor reads them: nothing is changed.
package struct PaymentFacts: Sendable {
    private let database: any Database

    package init(database: any Database) { self.database = database }

    /// Folds all payments, by order id, from one snapshot; the table is never held whole.
    package func reduce<Result: Sendable>(
        into initial: Result, _ update: @escaping @Sendable (inout Result, PaymentFact) throws -> Void
    ) async throws -> Result {
        try await database.read { connection in
            var result = initial
            let query: SQL = """
                SELECT p.order_id AS order_id, p.state AS state, p.amount AS amount, p.currency AS currency, p.captured AS captured,
                    p.refunded AS refunded, p.resolve_at AS resolve_at,
                    (SELECT COALESCE(SUM(r.amount), 0) FROM refunds r WHERE r.order_id = p.order_id AND r.status = 'pending') AS open_refunds
                FROM payments p ORDER BY p.order_id
                """
            try connection.forEachRow(query) { row in try update(&result, PaymentFact(row)) }
            return result
        }
    }
}

extension PaymentFact {
    fileprivate init(_ row: Row) throws {
        let currency: Currency = try row.get("currency")
        let resolveAt: Int? = try row.get("resolve_at")
        self.init(
            order: try row.get("order_id"), state: try row.get("state"), amount: Money(try row.get("amount"), currency),
            captured: Money(try row.get("captured"), currency), refunded: Money(try row.get("refunded"), currency),
            pendingRefunds: Money(try row.get("open_refunds"), currency), isResolved: resolveAt == nil)
    }
}
