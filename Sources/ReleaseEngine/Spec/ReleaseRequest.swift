/// Something that a person asks of a release; it is obeyed once.
package struct ReleaseRequest: Codable, Sendable, Hashable {
    /// What can be asked.
    package enum Kind: String, Codable, Sendable {
        /// Give the new version everything now, without waiting for holds and samples.
        case promote
        /// Take the new version out now.
        case abort
        /// After success: go back to the version before. During a release the same as abort.
        case undo
    }

    package var kind: Kind
    /// Grows with every request; one that has been seen is not obeyed again.
    package var generation: Int

    package init(_ kind: Kind, generation: Int) {
        self.kind = kind
        self.generation = generation
    }
}
