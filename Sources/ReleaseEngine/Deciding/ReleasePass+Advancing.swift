/// The way forward, one phase after the other.
extension ReleasePass {
    /// Takes at most one step from the present phase.
    mutating func advance() {
        switch state.phase {
        case .pending: begin()
        case .preparing: prepare()
        case .progressing: awaitProxies()
        case .holding: hold()
        case .promoting: finish()
        case .rollingBack: goBack()
        case .succeeded, .rolledBack, .failed, .superseded: break
        }
    }

    /// Takes possession of the route with the weights as they ought to be before a release: everything to the version that serves.
    private mutating func begin() {
        guard seen.blockedBy == nil, let stable = seen.markedStable else { return }
        state.begunAt = now
        if stable == state.target { return enter(.succeeded, "\(state.target) serves already") }
        state.stable = stable
        state.capacity = max(1, seen.versions[stable]?.wanted ?? 0)
        intend(TrafficSplit(new: 0))
        enter(.preparing, "Release of \(state.target) begins; \(stable) serves")
    }

    /// Capacity before weight.
    func isReady(for stage: ReleaseStage) -> Bool {
        new.ready >= state.podsNeeded(for: stage.capacity) && (stage.split.stable == 0 || stable.ready > 0)
    }

    private mutating func prepare() {
        if state.isExpedited { state.step = max(state.step, stages.count - 1) }
        guard isReady(for: stage), !spec.isPaused || state.isExpedited else { return }
        // The weights as they are have to hold first, also those before the first step: a data plane that does not follow shows now.
        guard isLive else { return }
        if stage.split.new > 0, state.startupCrashes == nil { state.startupCrashes = new.crashes }
        intend(stage.split)
        state.window = nil
        enter(.progressing, "Step \(state.step + 1) of \(stages.count): \(stage.split.new) % to \(state.target)")
    }

    private mutating func awaitProxies() {
        guard isLive else { return }
        openWindow()
        enter(.holding, "\(state.weight) % to \(state.target) are live")
        // The mark to count from is set at once.
        look()
    }

    private mutating func hold() {
        if let route = seen.route, let intent = state.intent, route.split != intent.split {
            state.window = nil
            return enter(.progressing, "The route was changed by somebody else; it is written anew", .warning, reason: "RouteDrifted")
        }
        guard isLive, isStepPassed else { return }
        if isLastStage {
            state.drainingSince = nil
            return enter(.promoting, "\(state.target) has everything and is promoted")
        }
        state.step = state.isExpedited ? stages.count - 1 : state.step + 1
        enter(.preparing, "Step \(state.step + 1) of \(stages.count) is prepared")
    }

    private var isStepPassed: Bool {
        if state.isExpedited { return !standsBy || hasHeld }
        guard !spec.isPaused, !stage.awaitsPromotion, hasHeld else { return false }
        guard let policy = spec.analysis else { return true }
        // The stage that only completes a canary has nothing to be watched for: what had to be known was known before.
        if isLastStage, stage.hold == .zero { return true }
        return state.analyses.count == policy.limits.count && state.analyses.allSatisfy { isPassed($0, policy) }
    }

    private var hasHeld: Bool { state.window.map { now >= $0.since + stage.hold } ?? false }

    /// Whether the old version waits beside the new one, which has just got its first requests. That is not cut short by a promotion,
    /// which asks for the switch before it; but no samples are waited for, as somebody has decided without them.
    private var standsBy: Bool {
        guard case .blueGreen = spec.strategy else { return false }
        return isLastStage
    }

    /// Whether one metric lets the step pass.
    func isPassed(_ analysis: MetricAnalysis, _ policy: AnalysisPolicy) -> Bool {
        switch analysis.verdict {
        case .cleared: true
        case .passing: !needsClearance || policy.onInsufficientData == .advance
        case .insufficient, .noData: policy.onInsufficientData == .advance && isTrafficLow(analysis, policy)
        case .suspicious, .condemned, .providerError: false
        }
    }

    /// Before a canary gets everything, harm must have been ruled out; a blue-green release has no share to find it out with.
    private var needsClearance: Bool {
        state.weight > 0 && state.weight < 100 && state.step + 1 < stages.count && stages[state.step + 1].split.stable == 0
    }

    /// Whether the samples are few because the requests are. Those of the other version tell how many there ought to be.
    private func isTrafficLow(_ analysis: MetricAnalysis, _ policy: AnalysisPolicy) -> Bool {
        guard let limit = policy.limits.first(where: { $0.name == analysis.metric }) else { return false }
        guard state.weight < 100 else { return true }
        let expected = analysis.stable.attempts * state.weight / (100 - state.weight)
        return expected < limit.minSamples
    }

    /// Marks the new version, and sends the old one home once nobody asks for it any more.
    private mutating func finish() {
        noteDraining()
        guard seen.markedStable == state.target, isDrained, stable.wanted == 0 else { return }
        state.promotedAt = now
        enter(.succeeded, "\(state.target) serves")
    }

    /// Since when every proxy gives the losing version nothing; begins anew with every proxy that does not say so.
    mutating func noteDraining() {
        state.drainingSince = isLive ? state.drainingSince ?? now : nil
    }

    /// Whether the losing version has had its time after the last request.
    var isDrained: Bool {
        guard let since = state.drainingSince else { return false }
        return now >= since + spec.drain
    }
}
