package import Commerce
package import HotConfig
package import ProductAPI

/// The settings of the product service. All of them take effect at once, without a restart.
///
/// Keys: `cache.ttl`, `cache.entries`, `inventory.threshold`, `page.size`, `reservation.ttl`, `reservation.batch`,
/// `reservation.sweep.interval`, `reservation.sweep.batch`, `import.limit`, `import.batch`, `import.currency`.
package struct ProductConfig: HotConfigurable {
    package static let service = "product"

    package let cacheTTL: Duration
    package let cacheEntries: Int
    package let lowStockThreshold: Int
    package let pageSize: Int
    package let reservationTTL: Duration
    package let reservationBatch: Int
    package let sweepInterval: Duration
    package let sweepBatch: Int
    /// Bytes.
    package let importLimit: Int
    package let importBatch: Int
    package let importCurrency: Currency

    package init(_ fields: inout ConfigFields) {
        cacheTTL = fields.duration(
            "cache.ttl", default: .seconds(30), in: .zero ... .seconds(3600),
            "How long an answer of the catalogue is served from memory and may be kept by browsers. 0s switches the cache off.")
        cacheEntries = fields.integer(
            "cache.entries", default: 2_000, in: 0...100_000, "Answers kept in memory; the least recently used one makes room.")
        lowStockThreshold = fields.integer(
            "inventory.threshold", default: 100, in: 0...1_000_000, "The most units of a SKU that count as low stock.")
        pageSize = fields.integer("page.size", default: 24, in: 1...100, "Products on a page where the request does not say.")
        reservationTTL = fields.duration(
            "reservation.ttl", default: .seconds(900), in: .seconds(1) ... .seconds(86_400),
            "How long stock is held for an order that is neither committed nor released.")
        reservationBatch = fields.integer(
            "reservation.batch", default: 128, in: 1...1_000,
            "The most reservations, commits and releases in one transaction. 1 switches batching off.")
        sweepInterval = fields.duration(
            "reservation.sweep.interval", default: .seconds(5), in: .milliseconds(100) ... .seconds(300),
            "How often lapsed reservations are looked for.")
        sweepBatch = fields.integer(
            "reservation.sweep.batch", default: 100, in: 1...1_000, "The most lapsed reservations ended in one transaction.")
        let megabytes = fields.integer("import.limit", default: 64, in: 1...1_024, "The largest file that can be imported, in MiB.")
        importLimit = megabytes * 1_048_576
        importBatch = fields.integer("import.batch", default: 50, in: 1...500, "Products that an import writes in one transaction.")
        let currency = fields.string(
            "import.currency", default: Currency.usd.code, maxLength: 3, "The currency of imported prices, an ISO 4217 code.")
        fields.require(Currency(currency) != nil, keys: ["import.currency"], "must be three capital letters, such as USD")
        importCurrency = Currency(currency) ?? .usd
    }

    /// What shoppers are told of that many units.
    package func availability(of units: Int) -> Availability {
        Availability(units: units, lowStockThreshold: lowStockThreshold)
    }
}
