import HotConfig

/// One key of every kind but secrets, and a rule between two of them.
struct SampleConfig: HotConfigurable {
    static let service = "sample"

    var ttl: Duration
    var threshold: Int
    var isOpen: Bool
    var currency: String
    var banner: String
    var countries: [String]
    var low: Int
    var high: Int

    init(_ fields: inout ConfigFields) {
        ttl = fields.duration(
            "cache.ttl", default: .seconds(30), in: .zero ... .seconds(3_600), "How long a product may be served from memory.")
        threshold = fields.integer("inventory.threshold", default: 100, in: 0...1_000_000, "At or below it a SKU counts as low.")
        isOpen = fields.boolean("shop.open", default: true, "Whether orders are taken.")
        currency = fields.string("shop.currency", default: "USD", oneOf: ["USD", "EUR"], "The currency of all prices.")
        banner = fields.string("shop.banner", default: "", maxLength: 20, "A line above every page.")
        countries = fields.list("shop.countries", default: ["US", "DE"], maxCount: 4, "Where the shop delivers to.")
        low = fields.integer("limits.low", default: 1, in: 0...10_000, "The lower limit.")
        high = fields.integer("limits.high", default: 10, in: 0...10_000, "The upper limit.")
        fields.require(low <= high, keys: ["limits.low", "limits.high"], "limits.low must not be above limits.high")
    }
}
