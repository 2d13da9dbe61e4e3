import ReleaseEngine

/// Which two versions a release is about, as the engine will take it in the pass that follows.
struct ReleaseSides: Sendable, Equatable {
    /// The version that it goes back to; nil when none is known to serve.
    let stable: String?
    let new: String

    /// - Parameter serving: The version that serves by the route.
    init(of rollout: Rollout, serving: String?) {
        // Once one version is out of the way, the specification may name another, and everything begins anew.
        let isAnew = rollout.state.map { $0.phase == .pending || ($0.phase.isTerminal && $0.target != rollout.spec.to) } ?? true
        new = isAnew ? rollout.spec.to : rollout.state?.target ?? rollout.spec.to
        stable = isAnew ? serving : rollout.state?.stable ?? serving
    }
}
