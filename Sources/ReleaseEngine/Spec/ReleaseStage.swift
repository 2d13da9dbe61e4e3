/// One stop on the way, the same for every strategy.
package struct ReleaseStage: Sendable, Hashable {
    package var split: TrafficSplit
    /// Percent of the full number of pods that the new version must have ready.
    package var capacity: Int
    package var hold: Duration
    /// Whether it stays here until somebody asks for the promotion.
    package var awaitsPromotion = false
}
