/// What the metrics say, once in every interval.
extension ReleasePass {
    /// Takes the readings in, also while pods or proxies are waited for: before the new version has its first request, what is usual is
    /// learnt from the serving one.
    mutating func look() {
        guard state.phase.isUnderWay, state.phase != .promoting, let policy = spec.analysis, spec.faults.isEmpty else { return }
        restartIfConfigChanged()
        noteNewPods()
        guard state.isLookDue(at: now, every: policy.interval) else { return }
        state.lastLook = now
        let window = isLive ? state.window?.number : nil
        state.analyses = policy.limits.map { take($0, policy, window: window) }
        noteProvider()
    }

    private mutating func take(_ limit: MetricLimit, _ policy: AnalysisPolicy, window: Int?) -> MetricAnalysis {
        var evidence = state.evidence.first { $0.metric == limit.name } ?? MetricEvidence(limit.name)
        var outcome = Outcome.data
        switch seen.metrics[limit.name] {
        case nil:
            outcome = .failure("the source did not answer")
        case .some(let reading):
            switch (reading.stable, reading.new) {
            case (.providerError(let message), _), (_, .providerError(let message)): outcome = .failure(message)
            default:
                let (stable, new) = (reading.stable.sample, reading.new.sample)
                evidence.take(stable: stable, new: new, limit: limit, window: window, isAlone: state.weight == 100)
                // Nothing is expected of a version that gets no requests.
                if stable == nil && state.weight < 100 || new == nil && state.weight > 0 { outcome = .nothing }
            }
        }
        state.evidence.removeAll { $0.metric == limit.name }
        state.evidence.append(evidence)
        return analysis(of: evidence, outcome, limit, policy)
    }

    private enum Outcome {
        case data
        case nothing
        case failure(String)
    }

    private func analysis(
        of evidence: MetricEvidence, _ outcome: Outcome, _ limit: MetricLimit, _ policy: AnalysisPolicy
    ) -> MetricAnalysis {
        // Three tests for each limit share the chance of a false abort.
        let condemnsAt = naturalLog(Double(3 * policy.limits.count) / policy.falseAborts)
        let latency = evidence.latency(of: limit)
        var analysis = MetricAnalysis(
            metric: limit.name, at: now, verdict: .insufficient, stable: evidence.stable, new: evidence.new,
            slowAbove: evidence.slowAbove, stableLatency: latency.stable, newLatency: latency.new,
            evidence: evidence.condemnation, condemnsAt: condemnsAt, clearance: evidence.clearance,
            clearsAt: naturalLog(1 / policy.missedHarm))
        switch outcome {
        case _ where analysis.evidence >= condemnsAt: analysis.verdict = .condemned
        case .nothing: analysis.verdict = .noData
        case .failure(let message):
            analysis.verdict = .providerError
            analysis.message = message
        case .data: analysis.verdict = verdict(on: analysis, limit, policy)
        }
        return analysis
    }

    private func verdict(on analysis: MetricAnalysis, _ limit: MetricLimit, _ policy: AnalysisPolicy) -> Verdict {
        if analysis.evidence >= naturalLog(1 / policy.missedHarm) { return .suspicious }
        // Whoever gets no share of the requests cannot be asked for samples.
        let hasNew = state.weight == 0 || analysis.new.attempts >= limit.minSamples
        let hasStable = state.weight == 100 || analysis.stable.attempts >= limit.minSamples
        guard hasNew, hasStable else { return .insufficient }
        return analysis.clearance >= analysis.clearsAt ? .cleared : .passing
    }

    private mutating func noteNewPods() {
        if new.ready > state.readyPods ?? 0 {
            for index in state.evidence.indices { state.evidence[index].expectColdPods() }
        }
        state.readyPods = new.ready
    }

    private mutating func noteProvider() {
        if state.analyses.contains(where: { $0.verdict == .providerError }) {
            state.providerFailingSince = state.providerFailingSince ?? now
        } else {
            state.providerFailingSince = nil
        }
    }

    /// A version with another configuration is another version: what was found out about the one before says nothing about it.
    private mutating func restartIfConfigChanged() {
        var current: [String: String] = [:]
        for name in [state.target, state.stable].compactMap(\.self) {
            current[name] = seen.versions[name]?.config ?? state.configs[name]
        }
        defer { state.configs = current }
        guard !state.evidence.isEmpty, state.configs.contains(where: { current[$0.key] != $0.value }) else { return }
        state.evidence = []
        state.analyses = []
        if state.window != nil { openWindow() }
        // The step whose analysis had been passed is gone through again; its weight still stands.
        if state.phase == .preparing, state.step > 0, state.window != nil, !state.isExpedited {
            state.step -= 1
            state.phase = .holding
            state.phaseSince = now
        }
        state.note("The configuration changed: the analysis begins anew", at: now)
        events.append(ReleaseEvent(kind: .normal, reason: "AnalysisRestarted", message: "The configuration of a version changed"))
    }

    /// Samples count from now on. The last reading belongs to the window before, so the next one only sets the mark.
    mutating func openWindow() {
        state.window = AnalysisWindow(number: (state.window?.number ?? 0) + 1, since: now)
        for index in state.evidence.indices { state.evidence[index].openWindow() }
        state.lastLook = nil
    }

    /// What the analysis has found against the new version.
    var finding: RollbackCause? {
        guard state.phase != .promoting, let policy = spec.analysis else { return nil }
        if let bad = state.analyses.first(where: { $0.verdict == .condemned }) { return .condemned(metric: bad.metric) }
        guard policy.onProviderFailure == .rollBack, let since = state.providerFailingSince,
            now >= since + policy.interval * policy.providerFailures,
            let failing = state.analyses.first(where: { $0.verdict == .providerError })
        else { return nil }
        return .providerUnavailable(metric: failing.metric, message: failing.message ?? "the source fails")
    }
}
