/// What the release waits for, in words: a person who looks at it should never have to guess.
extension ReleasePass {
    /// Nil when nothing is waited for.
    var waiting: String? {
        switch state.phase {
        case .pending: waitingToBegin
        case .preparing: spec.isPaused && !state.isExpedited ? "paused" : waitingForPods ?? waitingForProxies
        case .progressing: waitingForPods ?? waitingForProxies
        case .holding: waitingForProxies ?? waitingForStep
        case .promoting, .rollingBack: waitingForRest
        case .succeeded, .rolledBack, .failed, .superseded: nil
        }
    }

    private var waitingToBegin: String? {
        if let other = seen.blockedBy { return "release \(other) has to end first" }
        return seen.markedStable == nil ? "no version of \(spec.service) is marked as the one that serves" : nil
    }

    private var waitingForPods: String? {
        let needed = state.podsNeeded(for: stage.capacity)
        if new.ready < needed { return "\(new.ready) of \(needed) pods of \(state.target) are ready" }
        guard stage.split.stable > 0, stable.ready == 0, let name = state.stable else { return nil }
        return "no pod of \(name) is ready"
    }

    private var waitingForProxies: String? {
        guard let route = seen.route, isWritten else { return "the route is not written yet" }
        if route.proxies.isEmpty { return "no proxy is known" }
        let late = route.proxies.filter { $0.generation < route.generation || $0.newWeight != route.split.new }.map(\.name).sorted()
        guard let first = late.first else { return nil }
        return late.count == 1
            ? "\(first) has not confirmed the weights" : "\(first) and \(late.count - 1) more have not confirmed the weights"
    }

    private var waitingForStep: String? {
        if state.isExpedited { return "the step's hold" }
        if spec.isPaused { return "paused" }
        if stage.awaitsPromotion { return "somebody has to promote it" }
        let waiting = state.analyses.filter { analysis in spec.analysis.map { !isPassed(analysis, $0) } ?? false }
        let verdicts = waiting.map { analysis in
            let verdict = analysis.verdict == .passing ? "harm not ruled out" : analysis.verdict.rawValue
            return "\(analysis.metric): \(verdict) (\(analysis.new.attempts) samples)"
        }
        return verdicts.isEmpty ? "the step's hold" : verdicts.joined(separator: ", ")
    }

    private var waitingForRest: String? {
        if state.phase == .rollingBack, state.weight > 0 {
            return "\(stable.ready) of \(state.capacity) pods of \(state.stable ?? "the old version") are ready"
        }
        return waitingForProxies ?? (isDrained ? "the pods to go" : "the drain")
    }
}
