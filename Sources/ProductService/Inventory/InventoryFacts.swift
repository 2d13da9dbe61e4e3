package import Commerce
package import ProductAPI
package import Storage

/// What `souk audit` asks of this service's tables. Read-only, and never the whole table in memory.
package struct InventoryFacts: Sendable {
    /// The stock of one SKU as it is stored.
    package struct Stock: Sendable, Equatable {
        package let sku: SKU
        package let onHand: Int
        package let reserved: Int
        package let received: Int
        package let removed: Int
        package let sold: Int
    }

    /// One reservation with its lines.
    package struct Reservation: Sendable, Equatable {
        package let order: OrderID
        package let status: ProductAPI.Reservation.Status
        package let lines: [StockLine]
        /// Milliseconds since 1970.
        package let expiresAt: Int
    }

    private let database: any Database

    package init(database: any Database) {
        self.database = database
    }

    /// Folds all stock rows, by SKU, and all reservations, by order, of one consistent snapshot into a result.
    package func fold<Result: Sendable>(
        into initial: Result,
        stock: @escaping @Sendable (inout Result, Stock) throws -> Void,
        reservation: @escaping @Sendable (inout Result, Reservation) throws -> Void
    ) async throws -> Result {
        try await database.read { connection in
            var result = initial
            try Self.forEachStock(connection) { try stock(&result, $0) }
            try Self.forEachReservation(connection) { try reservation(&result, $0) }
            return result
        }
    }

    private static func forEachStock(_ connection: any DatabaseConnection, _ body: (Stock) throws -> Void) throws {
        try connection.forEachRow("SELECT sku, on_hand, reserved, received, removed, sold FROM inventory ORDER BY sku") { row in
            try body(
                Stock(
                    sku: try row.get("sku"), onHand: try row.get("on_hand"), reserved: try row.get("reserved"),
                    received: try row.get("received"), removed: try row.get("removed"), sold: try row.get("sold")))
        }
    }

    private static func forEachReservation(_ connection: any DatabaseConnection, _ body: (Reservation) throws -> Void) throws {
        let query: SQL = """
            SELECT r.order_id AS order_id, r.status AS status, r.expires_at AS expires_at, l.sku AS sku, l.quantity AS quantity
            FROM reservations r LEFT JOIN reservation_lines l ON l.order_id = r.order_id ORDER BY r.order_id, l.sku
            """
        var current: ReservationRecord?
        try connection.forEachRow(query) { row in
            let order = try row.get("order_id", as: OrderID.self)
            if current?.order != order {
                if let current { try body(Reservation(current)) }
                current = try ReservationRecord(row)
            }
            if let sku = try row.get("sku", as: SKU?.self) {
                current?.lines.append(StockLine(sku: sku, quantity: try row.get("quantity")))
            }
        }
        if let current { try body(Reservation(current)) }
    }
}

extension InventoryFacts.Reservation {
    init(_ record: ReservationRecord) {
        self.init(order: record.order, status: record.status, lines: record.lines, expiresAt: record.expiresAt)
    }
}
