package import Commerce
package import Foundation
package import OrderAPI
package import Storage

/// The orders' tables. Whatever must be true together is written in one transaction here.
package struct OrderStore: Sendable {
    let database: any Database
    let now: @Sendable () -> Date

    package init(database: any Database, now: @escaping @Sendable () -> Date) {
        self.database = database
        self.now = now
    }

    /// What became of a request to place an order.
    package enum Placement: Sendable, Equatable {
        case placed(LeasedOrder)
        /// The key has been used before, by this request or by another one.
        case known(IdempotencyRecord)
    }

    /// Writes the order, its idempotency record and its first lease, or nothing when the key is taken.
    package func place(_ draft: OrderRecord, key: IdempotencyRecord, lease: Lease) async throws -> Placement {
        try await database.write { connection in
            if let known = try key.claim(on: connection, at: draft.createdAt) { return .known(known) }
            var record = draft
            record.number = try Self.nextNumber(on: connection)
            try record.insert(lease: lease, on: connection)
            return .placed(LeasedOrder(record: record, lease: lease))
        }
    }

    /// The counter's row is locked until the commit, so numbers are unique and increase across replicas.
    private static func nextNumber(on connection: any DatabaseConnection) throws -> Int {
        try connection.execute("UPDATE counters SET value = value + 1 WHERE name = 'order'")
        guard let row = try connection.firstRow("SELECT value FROM counters WHERE name = 'order'") else {
            throw DatabaseError.failed("the counter of order numbers is missing")
        }
        return try row.get("value")
    }

    package func order(_ id: OrderID) async throws -> OrderRecord? {
        try await database.read { try Self.find(id, on: $0)?.record }
    }

    package func idempotencyRecord(_ key: RequestKey) async throws -> IdempotencyRecord? {
        try await database.read { try IdempotencyRecord.find(key, on: $0) }
    }

    /// One page of orders, newest first.
    package func orders(status: Order.Status?, before: OrderID?, limit: Int) async throws -> [OrderRecord] {
        try await database.read { connection in
            let ofStatus: SQL = status.map { "status = \($0)" } ?? "1 = 1"
            let ofPage: SQL = before.map { "id < \($0)" } ?? "1 = 1"
            return try connection.rows("SELECT * FROM orders WHERE \(ofStatus) AND \(ofPage) ORDER BY id DESC LIMIT \(limit)")
                .map { try OrderRecord(row: $0) }
        }
    }

    /// Forgets all answers that are out of date, in several transactions, so that no order waits long for its turn to write.
    package func purgeIdempotencyRecords() async throws {
        let instant = now()
        while try await database.write({ try IdempotencyRecord.purge(on: $0, at: instant) }) == IdempotencyRecord.purgeLimit {
            try Task.checkCancellation()
        }
    }

    static func find(_ id: OrderID, on connection: any DatabaseConnection) throws -> LeasedOrder? {
        try connection.firstRow("SELECT * FROM orders WHERE id = \(id)").map { try LeasedOrder(row: $0) }
    }
}
