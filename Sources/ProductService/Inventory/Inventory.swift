package import Commerce
package import Foundation
package import HotConfig
import Metrics
package import ProductAPI
package import Storage

/// The stock and its reservations: the pure ``StockLedger`` round a database, behind a ``ReservationBatcher``.
package struct Inventory: Sendable {
    /// The most units that can be put on hand.
    package static let maximumOnHand = 1_000_000_000

    private let database: any Database
    private let config: HotConfig<ProductConfig>
    private let now: @Sendable () -> Date
    private let availabilityChanged: @Sendable () -> Void
    private let batcher: ReservationBatcher

    /// - Parameter availabilityChanged: called after a commit that changed what shoppers are told of some SKU.
    package init(
        database: any Database, config: HotConfig<ProductConfig>, now: @escaping @Sendable () -> Date,
        availabilityChanged: @escaping @Sendable () -> Void = {}
    ) {
        self.database = database
        self.config = config
        self.now = now
        self.availabilityChanged = availabilityChanged
        self.batcher = ReservationBatcher(limit: { config.current.value.reservationBatch }) { requests in
            try await Self.apply(requests, database, config.current.value, now(), availabilityChanged)
        }
    }

    /// The answer to one request of an order, once it is durable.
    package func submit(_ request: StockRequest) async throws -> StockAnswer {
        let answer = try await batcher.submit(request)
        Counter(label: "souk_stock_requests_total", dimensions: [("request", request.name), ("answer", answer.name)]).increment()
        return answer
    }

    /// Ends lapsed reservations and returns how many: up to the configured number in one transaction.
    package func expireLapsed() async throws -> Int {
        let settings = config.current.value
        let instant = now()
        let limit = settings.sweepBatch
        let lapsed = try await database.read { try ReservationTable.lapsed(at: instant.milliseconds, limit: limit, $0) }
        guard !lapsed.isEmpty else { return 0 }
        let answers = try await Self.apply(lapsed.map { .expire($0) }, database, settings, instant, availabilityChanged)
        return answers.count { $0 == .expired(true) }
    }

    /// The stock of a variant; nil when the catalogue has no such SKU.
    package func level(of sku: SKU) async throws -> InventoryLevel? {
        try await database.read { connection in
            guard try VariantTable.contains(sku, connection) else { return nil }
            return InventoryLevel(try StockTable.load(sku, connection) ?? StockRow(empty: sku))
        }
    }

    /// Counts the stock of a variant anew, also below what is reserved; nil when the catalogue has no such SKU.
    package func setOnHand(_ units: Int, of sku: SKU) async throws -> InventoryLevel? {
        let level = try await database.guardedWrite { connection -> InventoryLevel? in
            guard try VariantTable.contains(sku, connection) else { return nil }
            return InventoryLevel(try StockTable.setOnHand(units, of: sku, connection).row)
        }
        if level != nil { availabilityChanged() }
        return level
    }

    /// Loads the rows the requests involve, decides, and stores what changed: one transaction.
    private static func apply(
        _ requests: [StockRequest], _ database: any Database, _ settings: ProductConfig, _ now: Date,
        _ availabilityChanged: @Sendable () -> Void
    ) async throws -> [StockAnswer] {
        let (answers, shoppersSeeIt) = try await database.guardedWrite { connection in
            var ledger = try StockLedger.load(for: requests, at: now, holdFor: settings.reservationTTL, connection)
            let answers = requests.map { ledger.handle($0) }
            try ledger.store(at: now, connection)
            let shoppersSeeIt = ledger.changedAvailability.contains {
                settings.availability(of: $0.before) != settings.availability(of: $0.after)
            }
            return (answers, shoppersSeeIt)
        }
        if shoppersSeeIt { availabilityChanged() }
        return answers
    }
}

extension InventoryLevel {
    init(_ row: StockRow) {
        self.init(sku: row.sku, onHand: row.onHand, reserved: row.reserved)
    }
}
