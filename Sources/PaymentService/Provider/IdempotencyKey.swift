/// What makes a repeated provider call the same call: the order, the operation and, for a refund, its id.
/// Its parts are joined by a colon, which no identifier contains, so two calls never share a key by accident.
package struct IdempotencyKey: Hashable, Sendable, CustomStringConvertible {
    package let rawValue: String

    package init(_ rawValue: String) { self.rawValue = rawValue }

    package var description: String { rawValue }
}
