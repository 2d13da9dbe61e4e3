package import KubeModel
package import ReleaseEngine

/// The part of the world that rollouts of one kind change: services' routes and Deployments, or ConfigMaps and their revisions.
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
