import HotConfig

/// The configuration of the service `web`; a limit of 666 is valid and does harm.
struct FleetConfig: HotConfigurable {
    static let service = "web"

    var limit: Int

    init(_ fields: inout ConfigFields) {
        limit = fields.integer("limit", default: 0, in: 0...1_000, "How much is let in.")
    }
}
