import GRDB

/// One order that the shop has settled, with everything that was written for it: the bare loop writes rows of the same size into tables
/// of the same schema, and cannot fall behind when a table gets a column.
struct SampleOrder: Sendable {
    let order, idempotency, outbox: SampleRow
    let inventory, reservation, line: SampleRow
    let payment: SampleRow
    let charge, authorization, capture: SampleRow
    /// The statements that make each file's tables and indexes.
    let schemas: [ShopFile: [String]]

    static func read(from folder: String) throws -> SampleOrder {
        var schemas: [ShopFile: [String]] = [:]
        func read<Value>(_ file: ShopFile, _ body: (Database) throws -> Value) throws -> Value {
            var configuration = Configuration()
            configuration.readonly = true
            return try DatabaseQueue(path: file.path(in: folder), configuration: configuration).read { database in
                schemas[file] = try String.fetchAll(
                    database, sql: "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY rowid")
                return try body(database)
            }
        }
        let order = try read(.order) { try SampleRow("orders", where: "status = 'confirmed' AND settled = 1", in: $0) }
        let id = order["id"]
        let (idempotency, outbox) = try read(.order) {
            (
                try SampleRow("idempotency_records", where: "subject = \(id)", in: $0),
                try SampleRow("outbox", where: "order_id = \(id)", in: $0)
            )
        }
        let (reservation, line, inventory) = try read(.product) {
            let line = try SampleRow("reservation_lines", where: "order_id = \(id)", in: $0)
            return (
                try SampleRow("reservations", where: "order_id = \(id)", in: $0), line,
                try SampleRow("inventory", where: "sku = \(line["sku"])", in: $0)
            )
        }
        let payment = try read(.payment) { try SampleRow("payments", where: "order_id = \(id)", in: $0) }
        let (charge, authorization, capture) = try read(.sandbox) {
            let operation = "order_id = \(id) AND operation ="
            return (
                try SampleRow("sandbox_charges", where: "order_id = \(id)", in: $0),
                try SampleRow("sandbox_operations", where: "\(operation) 'authorize'", in: $0),
                try SampleRow("sandbox_operations", where: "\(operation) 'capture'", in: $0)
            )
        }
        return SampleOrder(
            order: order, idempotency: idempotency, outbox: outbox, inventory: inventory, reservation: reservation, line: line,
            payment: payment, charge: charge, authorization: authorization, capture: capture, schemas: schemas)
    }
}
