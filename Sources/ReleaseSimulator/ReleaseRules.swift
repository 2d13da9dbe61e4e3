package import ReleaseEngine

/// What must hold whatever happens; one value watches one release.
package struct ReleaseRules: Sendable {
    private var lowestAfterRollback: Int?
    private var highestIntent = 0

    package init() {}

    /// The rules that a decision breaks, in words.
    package mutating func check(
        _ decision: ReleaseDecision, from before: ReleaseState?, seeing seen: ReleaseObservation
    ) -> [String] {
        var broken: [String] = []
        let state = decision.state
        if let before, before.phase.isTerminal, before.phase != state.phase, before.target == state.target, state.cause != .undone {
            broken.append("\(before.phase) became \(state.phase)")
        }
        // Only an undo that has moved nothing yet can be called off.
        if let before, before.phase == .rollingBack, !state.phase.isTerminal, state.phase != .rollingBack,
            before.cause != .undone || before.weight < 100
        {
            broken.append("rolling back became \(state.phase)")
        }
        if let before, before.target == state.target, state.step > before.step + 1, !state.isExpedited {
            broken.append("step \(before.step) was followed by \(state.step)")
        }
        if let number = state.intent?.number {
            if number < highestIntent { broken.append("intent \(number) after \(highestIntent)") }
            highestIntent = max(highestIntent, number)
        }
        for case .setRoute(let split, _, _) in decision.actions {
            // What was decided when the pods were there is written even if some have gone since, when it takes requests from the new version.
            broken += check(split, of: state, isDecidedNow: before?.intent != state.intent, seeing: seen)
        }
        for case .retire(let version) in decision.actions {
            broken += checkRetirement(of: version, state, seeing: seen)
        }
        return broken
    }

    private mutating func check(
        _ split: TrafficSplit, of state: ReleaseState, isDecidedNow: Bool, seeing seen: ReleaseObservation
    ) -> [String] {
        var broken: [String] = []
        let present = seen.route?.split.new ?? 0
        let new = seen.versions[state.target]?.ready ?? 0
        let stable = state.stable.flatMap { seen.versions[$0]?.ready } ?? 0
        if split.new > present, new < state.podsNeeded(for: split.new) {
            broken.append("\(split.new) % for \(new) ready pods")
        }
        if isDecidedNow, split.new < present, new > 0, stable * 100 < split.stable * state.capacity {
            broken.append("\(split.stable) % back for \(stable) ready pods of \(state.capacity)")
        }
        if isDecidedNow, split.stable > 0, stable == 0, split.new < present { broken.append("\(split.stable) % for no pod") }
        if state.phase == .rollingBack {
            if let lowest = lowestAfterRollback, split.new > lowest { broken.append("\(split.new) % after \(lowest) % on the way back") }
            lowestAfterRollback = min(lowestAfterRollback ?? 100, split.new)
        }
        return broken
    }

    /// A version may only go when no proxy sends it anything.
    private func checkRetirement(of version: String, _ state: ReleaseState, seeing seen: ReleaseObservation) -> [String] {
        let proxies = seen.route?.proxies ?? []
        let isNew = version == state.target
        let isUsed = proxies.contains { isNew ? $0.newWeight > 0 : $0.newWeight < 100 }
        return proxies.isEmpty || isUsed ? ["\(version) was retired while a proxy used it"] : []
    }
}
