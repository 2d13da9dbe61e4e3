import KubeModel

/// What an admitted write does.
struct Admitted {
    /// The objects to store, or to remove where there is none. The first is the write's own; empty when nothing changes.
    var changes: [(key: ObjectKey, object: KubeObject?)]
    /// The write's own object, as it is now or was last.
    var object: KubeObject
    var effect: WriteOutcome.Effect
    var warnings: [String]
    /// How the object is shown to the client once it has its resource version.
    var answer: @Sendable (KubeObject) -> KubeObject

    init(
        changes: [(key: ObjectKey, object: KubeObject?)], object: KubeObject, effect: WriteOutcome.Effect, warnings: [String] = [],
        answer: @escaping @Sendable (KubeObject) -> KubeObject
    ) {
        self.changes = changes
        self.object = object
        self.effect = effect
        self.warnings = warnings
        self.answer = answer
    }
}
