/// The way back: as fast as the serving version can take it.
extension ReleasePass {
    /// Lowers the weight as far as it can be, and ends once nothing is left of the version.
    mutating func goBack() {
        let weight = weightOnTheWayBack
        if weight < state.weight || state.intent == nil || state.intent?.split.preview != nil {
            intend(TrafficSplit(new: weight))
            state.drainingSince = nil
            state.note("\(weight) % to \(state.target)", at: now)
        }
        guard state.weight == 0 else { return }
        noteDraining()
        guard isDrained, seen.markedStable == state.stable, new.wanted == 0, let cause = state.cause else { return }
        enter(cause.end, "\(state.target) is out of service: \(cause.message)", .warning, reason: cause.reason)
    }

    /// The old version gets what its ready pods can carry; everything, when the new one has none that is ready. It never falls behind again.
    private var weightOnTheWayBack: Int {
        if new.ready == 0, stable.ready > 0 { return 0 }
        let carried = min(100, stable.ready * 100 / state.capacity)
        return min(state.weight, 100 - carried)
    }
}
