/// What a watcher of the API tells a ``PushedSource``.
package enum ConfigPush: Sendable, Equatable {
    /// What the ConfigMap holds now. `isListed` when it was read anew, so that states in between may have been missed.
    case content(SourceContent, isListed: Bool)
    /// There is no such ConfigMap.
    case missing
    /// The API cannot be had.
    case lost(reason: String)
}
