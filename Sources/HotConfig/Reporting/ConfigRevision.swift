package import Foundation

/// One configuration as a whole: what a request reads once and passes on.
package struct ConfigRevision<Value: HotConfigurable>: Sendable, Equatable {
    package let value: Value
    /// The first 12 digits of the content hash.
    package let revision: String
    /// The path it was read from, or `last good (path)`.
    package let source: String
    package let appliedAt: Date
    /// The ConfigMap's, when it came through the API.
    package internal(set) var resourceVersion: String?

    /// How much of a content hash names a revision.
    static func name(ofHash hash: String) -> String { SourceContent.revision(ofHash: hash) }
}
