import Commerce
import Storage

/// Reads and writes `inventory` rows inside a transaction.
enum StockTable {
    /// SKUs asked for in one statement: keeps the text of statements, and so their number, small.
    private static let chunk = 200

    /// The rows of those SKUs that have stock on record.
    static func load(_ skus: some Collection<SKU>, _ connection: any DatabaseConnection) throws -> [StockRow] {
        var found: [StockRow] = []
        for part in Array(skus).chunked(by: chunk) {
            let query: SQL = """
                SELECT sku, on_hand, reserved, received, removed, sold, version FROM inventory WHERE sku IN (\(list: part))
                """
            try connection.forEachRow(query) { found.append(try StockRow($0)) }
        }
        return found
    }

    static func load(_ sku: SKU, _ connection: any DatabaseConnection) throws -> StockRow? {
        try load([sku], connection).first
    }

    /// Counts the stock of a SKU anew and returns the row and whether it changed. A SKU without a row gets one.
    static func setOnHand(
        _ units: Int, of sku: SKU, _ connection: any DatabaseConnection
    ) throws -> (row: StockRow, changed: Bool) {
        let before = try load(sku, connection)
        var row = before ?? StockRow(empty: sku)
        row.setOnHand(units)
        guard row != before else { return (row, false) }
        if before == nil { try insert(row, connection) } else { try update(row, connection) }
        return (row, true)
    }

    /// Throws ``StaleRows`` when another transaction changed the row in the meantime.
    static func update(_ row: StockRow, _ connection: any DatabaseConnection) throws {
        let changed = try connection.execute(
            """
            UPDATE inventory SET on_hand = \(row.onHand), reserved = \(row.reserved), received = \(row.received),
            removed = \(row.removed), sold = \(row.sold), version = \(row.version + 1)
            WHERE sku = \(row.sku) AND version = \(row.version)
            """)
        guard changed == 1 else { throw StaleRows() }
    }

    /// Throws ``StaleRows`` when another transaction inserted the row in the meantime.
    static func insert(_ row: StockRow, _ connection: any DatabaseConnection) throws {
        do {
            try connection.execute(
                """
                INSERT INTO inventory (sku, on_hand, reserved, received, removed, sold, version)
                VALUES (\(row.sku), \(row.onHand), \(row.reserved), \(row.received), \(row.removed), \(row.sold), \(row.version))
                """)
        } catch DatabaseError.uniqueViolation {
            throw StaleRows()
        }
    }
}

extension StockRow {
    init(_ row: Row) throws {
        self.init(
            sku: try row.get("sku"), onHand: try row.get("on_hand"), reserved: try row.get("reserved"),
            received: try row.get("received"), removed: try row.get("removed"), sold: try row.get("sold"),
            version: try row.get("version"))
    }
}
