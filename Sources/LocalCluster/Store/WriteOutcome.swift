package import KubeModel

/// What came of a write.
package struct WriteOutcome: Sendable, Equatable {
    package enum Effect: Sendable, Equatable {
        case created
        case changed
        case unchanged
        /// The object is gone; it is told as it was last.
        case removed
    }

    /// In the version that the client speaks.
    package var object: KubeObject
    package var effect: Effect
    /// Sentences for the client, of what is stored but not done.
    package var warnings: [String]

    package init(object: KubeObject, effect: Effect, warnings: [String] = []) {
        self.object = object
        self.effect = effect
        self.warnings = warnings
    }
}
