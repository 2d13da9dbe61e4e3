package import Commerce
package import Foundation
package import OrderAPI
package import Storage

/// What the audit needs to know of one order.
package struct OrderFact: Sendable, Equatable {
    package var id: OrderID
    package var number: Int
    package var status: Order.Status
    package var reason: String?
    /// Whether nothing is left to do for it.
    package var isSettled: Bool
    package var items: [OrderItem]
    package var total: Money
    package var refunded: Money
    package var idempotencyKey: String
    package var createdAt: Date
    package var updatedAt: Date

    /// The key that this order answers; nil where the shop failed it, which freed the key for another try.
    package var answeredKey: String? {
        guard status == .rejected else { return idempotencyKey }
        return reason.flatMap(Rejection.Kind.init)?.isAnswer == true ? idempotencyKey : nil
    }
}

/// All orders as facts, read in one consistent snapshot, one row at a time.
package struct OrderFacts: Sendable {
    private let database: any Database

    package init(database: any Database) {
        self.database = database
    }

    /// Folds every order, oldest first, into `initial`.
    package func reduce<Result: Sendable>(
        into initial: Result, _ update: @escaping @Sendable (inout Result, OrderFact) throws -> Void
    ) async throws -> Result {
        try await database.read { connection in
            var result = initial
            try connection.forEachRow("SELECT * FROM orders ORDER BY id") { row in
                try update(&result, try OrderFact(row: row))
            }
            return result
        }
    }
}

extension OrderFact {
    fileprivate init(row: Row) throws {
        let currency: Currency = try row.get("currency")
        self.init(
            id: try row.get("id"), number: try row.get("number"), status: try row.get("status"), reason: try row.get("reason"),
            isSettled: try row.get("settled"), items: try Stored.value([OrderItem].self, in: row, "items"),
            total: Money(try row.get("total"), currency), refunded: Money(try row.get("refunded"), currency),
            idempotencyKey: try row.get("idempotency_key"), createdAt: try row.get("created_at"),
            updatedAt: try row.get("updated_at"))
    }
}
