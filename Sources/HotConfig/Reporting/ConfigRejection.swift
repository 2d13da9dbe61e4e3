/// A revision that was refused: the one before it went on running.
package struct ConfigRejection: Sendable, Equatable, Codable {
    /// The start of its content hash; nil when the source could not be read at all.
    package let revision: String?
    /// ISO 8601.
    package let at: String
    package let faults: [ConfigFault]
    /// When the source held a valid revision again, in ISO 8601; nil while it still holds the refused one.
    package var resolvedAt: String?

    package init(revision: String?, at: String, faults: [ConfigFault], resolvedAt: String? = nil) {
        self.revision = revision
        self.at = at
        self.faults = faults
        self.resolvedAt = resolvedAt
    }
}
