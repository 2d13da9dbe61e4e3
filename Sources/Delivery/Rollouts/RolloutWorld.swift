package import KubeControllers
package import KubeModel
package import ReleaseEngine

/// The part of the world that rollouts of one kind change: services' routes and Deployments, or ConfigMaps and their revisions.
///
/// The controller makes it on an API that refuses every write, as a conflict, while the lease is not surely held.
package protocol RolloutWorld: Sendable {
    /// Looks at what a rollout is about, past every cache.
    /// - Parameters:
    ///   - rollout: As it was read last, with its state.
    ///   - crashes: What was counted so far; kept with the state.
    func look(at rollout: Rollout, crashes: inout CrashLedger) async throws(StatusError) -> any RolloutScene

    /// The rollouts that a change of an object concerns, for waking them.
    func isConcerned(_ rollout: Rollout, by object: KubeObject, of type: ResourceType) -> Bool

    /// What has to be watched for that.
    var watchedTypes: [ResourceType] { get }

    /// Looks after what no rollout is at work on, such as a route that somebody has put back to an old state. Called after every change of
    /// what is watched, and every now and then.
    /// - Parameter rollouts: All of this kind in the namespace that have not come to their end.
    /// - Returns: What has to be told of it.
    func lookAfter(_ namespace: String, besides rollouts: [Rollout]) async throws(StatusError) -> [EventNote]
}

extension RolloutWorld {
    package func lookAfter(_ namespace: String, besides rollouts: [Rollout]) async throws(StatusError) -> [EventNote] { [] }
}

/// One look at the world: what was seen, and the means to act on just that.
package protocol RolloutScene: Sendable {
    /// What was seen, without metrics and without other rollouts.
    var observation: ReleaseObservation { get }

    /// By which series the limits are measured.
    var questions: [MetricQuestion] { get }

    /// For whom a series counts; nil for neither.
    func side(of labels: [String: String]) -> MetricSide?

    /// Brings an action about. Every write carries the resource version that was seen, so that whoever acts on an old view is refused
    /// with a conflict; done twice, it comes to the same.
    func perform(_ action: ReleaseAction) async throws(StatusError)
}
