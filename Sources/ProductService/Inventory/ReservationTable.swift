import Commerce
import ProductAPI
import Storage

/// Reads and writes `reservations` with their lines inside a transaction.
enum ReservationTable {
    private static let chunk = 200

    /// The reservations of those orders that have one.
    static func load(_ orders: some Collection<OrderID>, _ connection: any DatabaseConnection) throws -> [ReservationRecord] {
        var found: [ReservationRecord] = []
        for part in Array(orders).chunked(by: chunk) {
            var records: [ReservationRecord] = []
            try connection.forEachRow(
                "SELECT order_id, status, expires_at FROM reservations WHERE order_id IN (\(list: part))"
            ) { records.append(try ReservationRecord($0)) }
            guard !records.isEmpty else { continue }
            let lines = try lines(of: records.map(\.order), connection)
            found += records.map { record in
                var record = record
                record.lines = lines[record.order] ?? []
                return record
            }
        }
        return found
    }

    /// The orders whose hold ran out at or before `now`, the oldest first.
    static func lapsed(at now: Int, limit: Int, _ connection: any DatabaseConnection) throws -> [OrderID] {
        try connection.rows(
            """
            SELECT order_id FROM reservations WHERE status = \(Reservation.Status.held) AND expires_at <= \(now)
            ORDER BY expires_at LIMIT \(limit)
            """
        ).map { try $0.get("order_id") }
    }

    /// Stores the changes. Throws ``StaleRows`` when another transaction changed one of the reservations in the meantime.
    static func store(_ changes: [ReservationChange], at now: Int, _ connection: any DatabaseConnection) throws {
        var newLines: [(OrderID, StockLine)] = []
        for change in changes {
            if let before = change.before {
                try update(change.after, from: before, at: now, connection)
            } else {
                try insert(change.after, at: now, connection)
            }
            if change.before?.lines != change.after.lines {
                if change.before?.lines.isEmpty == false { try removeLines(of: change.after.order, connection) }
                newLines += change.after.lines.map { (change.after.order, $0) }
            }
        }
        try insert(newLines, connection)
    }

    private static func lines(of orders: [OrderID], _ connection: any DatabaseConnection) throws -> [OrderID: [StockLine]] {
        var lines: [OrderID: [StockLine]] = [:]
        let query: SQL = """
            SELECT order_id, sku, quantity FROM reservation_lines WHERE order_id IN (\(list: orders)) ORDER BY order_id, sku
            """
        try connection.forEachRow(query) { row in
            lines[try row.get("order_id"), default: []].append(StockLine(sku: try row.get("sku"), quantity: try row.get("quantity")))
        }
        return lines
    }

    private static func insert(_ record: ReservationRecord, at now: Int, _ connection: any DatabaseConnection) throws {
        do {
            try connection.execute(
                """
                INSERT INTO reservations (order_id, status, expires_at, created_at, updated_at)
                VALUES (\(record.order), \(record.status), \(record.expiresAt), \(now), \(now))
                """)
        } catch DatabaseError.uniqueViolation {
            throw StaleRows()
        }
    }

    private static func update(
        _ record: ReservationRecord, from before: ReservationRecord, at now: Int, _ connection: any DatabaseConnection
    ) throws {
        let changed = try connection.execute(
            """
            UPDATE reservations SET status = \(record.status), expires_at = \(record.expiresAt), updated_at = \(now)
            WHERE order_id = \(record.order) AND status = \(before.status)
            """)
        guard changed == 1 else { throw StaleRows() }
    }

    private static func removeLines(of order: OrderID, _ connection: any DatabaseConnection) throws {
        try connection.execute("DELETE FROM reservation_lines WHERE order_id = \(order)")
    }

    private static func insert(_ lines: [(OrderID, StockLine)], _ connection: any DatabaseConnection) throws {
        for (order, line) in lines {
            try connection.execute(
                "INSERT INTO reservation_lines (order_id, sku, quantity) VALUES (\(order), \(line.sku), \(line.quantity))")
        }
    }
}

extension Reservation.Status: DatabaseRepresentable {}

extension ReservationRecord {
    /// Without its lines, which stand in a table of their own.
    init(_ row: Row) throws {
        self.init(order: try row.get("order_id"), status: try row.get("status"), lines: [], expiresAt: try row.get("expires_at"))
    }
}
