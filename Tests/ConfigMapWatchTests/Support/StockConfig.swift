import HotConfig

/// One key, by which a test tells contents apart.
struct StockConfig: HotConfigurable {
    static let service = "stock"

    var threshold: Int

    init(_ fields: inout ConfigFields) {
        threshold = fields.integer("threshold", default: 0, in: 0...100, "At or below it a SKU counts as low.")
    }
}
