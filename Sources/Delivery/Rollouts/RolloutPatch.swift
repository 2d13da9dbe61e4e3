package import KubeModel
package import ReleaseEngine

/// The changes by which people steer a rollout that is there.
package enum RolloutPatch {
    /// Asks for something once.
    /// - Parameter id: Another one for each request.
    package static func request(_ kind: ReleaseRequest.Kind, id: String) -> ObjectPatch {
        .merge(["spec": ["request": ["action": .string(kind.rawValue), "id": .string(id)]]])
    }

    /// Holds the rollout where it is, or lets it go on.
    package static func pause(_ isPaused: Bool) -> ObjectPatch {
        .merge(["spec": ["paused": .bool(isPaused)]])
    }
}
