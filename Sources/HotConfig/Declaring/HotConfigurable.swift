/// The configuration of one service as a typed value, declared, read and checked in one initializer:
/// ```swift
/// struct ProductConfig: HotConfigurable {
///     static let service = "product"
///     var cacheTTL: Duration
///     var threshold: Int
///
///     init(_ fields: inout ConfigFields) {
///         cacheTTL = fields.duration("cache.ttl", default: .seconds(30), in: .zero ... .seconds(3600), "How long …")
///         threshold = fields.integer("inventory.threshold", default: 100, in: 0...1_000_000, "The mark below …")
///         fields.require(threshold > 0 || cacheTTL > .zero, keys: ["inventory.threshold", "cache.ttl"], "…")
///     }
/// }
/// ```
package protocol HotConfigurable: Sendable, Equatable {
    /// The service's name, as it stands in metrics, logs and `/configz`: `product`.
    static var service: String { get }

    /// Declares and reads every field. It must declare the same fields whatever the values are, and have no other effect:
    /// it also runs on the defaults alone, to learn the schema.
    init(_ fields: inout ConfigFields)
}
