/// What is to be done, derived from the difference between what is wanted and what is seen: done once or twice, it comes to the same.
extension ReleasePass {
    /// Pods first, then the route, then what depends on it.
    func actions() -> [ReleaseAction] {
        guard !state.phase.isTerminal, state.phase != .pending else { return [] }
        return scaling + routing + marking + retiring
    }

    private var scaling: [ReleaseAction] {
        var actions: [ReleaseAction] = []
        // The old version keeps its full strength until the new one has been promoted: the way back needs no waiting.
        // One that is gone cannot be scaled, and must not keep the route from being written.
        if let name = state.stable, seen.versions[name] != nil, state.phase != .promoting, stable.wanted < state.capacity {
            actions.append(.ensureReplicas(version: name, atLeast: state.capacity))
        }
        let wanted = state.podsNeeded(for: state.phase.isUnderWay ? max(stage.capacity, state.weight) : state.weight)
        if new.wanted < wanted { actions.append(.ensureReplicas(version: state.target, atLeast: wanted)) }
        return actions
    }

    private var routing: [ReleaseAction] {
        guard let intent = state.intent, !isWritten, canCarry(intent.split) else { return [] }
        let token = RouteIntent(release: spec.id, number: intent.number)
        return [.setRoute(intent.split, intent: token, expecting: seen.route?.resourceVersion)]
    }

    /// Pods may have gone since the weights were decided on; then the write waits for them, except on the way back.
    private func canCarry(_ split: TrafficSplit) -> Bool {
        let present = seen.route?.split.new ?? 0
        return split.new <= present || new.ready >= state.podsNeeded(for: split.new)
    }

    private var marking: [ReleaseAction] {
        let serving: String?
        switch state.phase {
        case .promoting: serving = state.target
        case .rollingBack: serving = state.weight == 0 && isLive ? state.stable : nil
        case .pending, .preparing, .progressing, .holding, .succeeded, .rolledBack, .failed, .superseded: serving = nil
        }
        guard let serving, seen.markedStable != serving else { return [] }
        return [.markStable(version: serving)]
    }

    private var retiring: [ReleaseAction] {
        guard isDrained else { return [] }
        switch state.phase {
        case .promoting:
            guard let name = state.stable, stable.wanted > 0 else { return [] }
            return [.retire(version: name)]
        case .rollingBack:
            return state.weight == 0 && new.wanted > 0 ? [.retire(version: state.target)] : []
        case .pending, .preparing, .progressing, .holding, .succeeded, .rolledBack, .failed, .superseded:
            return []
        }
    }
}

extension ReleasePass {
    /// When something falls due by itself; between those the controller is woken by what it watches, and by this at the latest.
    func nextLook() -> Duration? {
        guard !state.phase.isTerminal else { return nil }
        var next = now + (state.phase == .pending || state.phase == .holding ? .seconds(30) : .seconds(1))
        var due: [Moment?] = [deadline, readyDeadline, state.drainingSince.map { $0 + spec.drain }]
        if state.phase == .holding, let window = state.window { due.append(window.since + stage.hold) }
        if state.phase.isUnderWay, let policy = spec.analysis {
            due.append((state.lastLook ?? now) + policy.interval)
        }
        for moment in due.compactMap(\.self) where moment > now { next = min(next, moment) }
        return max(next - now, .milliseconds(50))
    }
}
