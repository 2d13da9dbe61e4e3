package import Foundation

/// One configuration as a whole: what a request reads once and passes on.
package struct ConfigRevision<Value: HotConfigurable>: Sendable, Equatable {
    package let value: Value
    /// The first 12 digits of the content hash.
    package let revision: String
    /// The path it was read from, or `last good (path)`.
    package let source: String
    package let appliedAt: Date

    /// How much of a content hash names a revision.
    static func name(ofHash hash: String) -> String { String(hash.prefix(12)) }
}
