import Commerce
import Foundation
import ProductAPI
import Storage

extension StockLedger {
    /// The ledger of every order and SKU that the requests involve.
    static func load(
        for requests: [StockRequest], at now: Date, holdFor: Duration, _ connection: any DatabaseConnection
    ) throws -> StockLedger {
        let reservations = try ReservationTable.load(Set(requests.map(\.order)), connection)
        let skus = Set(requests.flatMap(\.skus)).union(reservations.flatMap { $0.lines.map(\.sku) })
        let stock = try StockTable.load(skus.sorted(), connection)
        return StockLedger(stock: stock, reservations: reservations, now: now.milliseconds, holdFor: holdFor.milliseconds)
    }

    /// Stores what changed: each row once.
    func store(at now: Date, _ connection: any DatabaseConnection) throws {
        for row in changedStock { try StockTable.update(row, connection) }
        try ReservationTable.store(changedReservations, at: now.milliseconds, connection)
    }
}

extension Duration {
    /// Whole milliseconds, rounded down.
    var milliseconds: Int { Int(components.seconds) * 1_000 + Int(components.attoseconds / 1_000_000_000_000_000) }
}
