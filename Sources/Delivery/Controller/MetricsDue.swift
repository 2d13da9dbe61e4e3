package import ReleaseEngine

extension Rollout {
    /// Whether the engine may want the metrics in the pass that is made of this observation. Reading them more often would only cost; not
    /// having them when they are wanted would look like a source that fails.
    package func needsMetrics(seeing observation: ReleaseObservation, at now: Moment) -> Bool {
        guard let state, let policy = spec.analysis, state.phase.isUnderWay, state.phase != .promoting else { return false }
        // The weights may turn out to be live in this very pass, and then the mark to count from is set.
        if state.phase == .progressing { return true }
        return state.isLookDue(at: now, every: policy.interval) || hasOtherConfigs(observation)
    }

    /// Whether the analysis begins anew for another configuration.
    private func hasOtherConfigs(_ observation: ReleaseObservation) -> Bool {
        guard let state else { return false }
        return state.configs.contains { name, known in observation.versions[name]?.config.map { $0 != known } ?? false }
    }
}
