/// A limit on the share of something's outcomes that are bad. Errors, slow answers and failed orders are all such shares.
///
/// The new version is out of bounds when its share is above ``tolerated`` and above ``ratio`` times the share of the version that serves
/// beside it at the same time, or above ``ceiling``, whatever the other one does.
package struct MetricLimit: Codable, Sendable, Hashable {
    /// What the samples of the metric are.
    package enum Measure: Codable, Sendable, Hashable {
        /// The samples count attempts and failures.
        case outcomes
        /// The samples are histograms; bad is what takes longer than `slowdown` times the serving version's `quantile`.
        case latency(quantile: Double, slowdown: Double)
    }

    /// The name under which the metric is observed.
    package var name: String
    package var measure: Measure
    /// How many times the serving version's share is allowed.
    package var ratio: Double
    /// The share that nobody minds, whatever the serving version's.
    package var tolerated: Double
    /// The share that is never allowed.
    package var ceiling: Double?
    /// How many times the limit would be a harm; that much must have been ruled out before the new version gets everything.
    package var harm: Double
    /// How many outcomes of each version a step needs before it can be passed.
    package var minSamples: Int
    /// How many outcomes of the new version are not judged after each change of its share and whenever it gets more pods: those by which
    /// new pods get warm. They are taken for the worst there were.
    package var warmUp: Int

    package init(
        _ name: String, measure: Measure = .outcomes, ratio: Double = 1.5, tolerated: Double, ceiling: Double?, harm: Double = 5,
        minSamples: Int, warmUp: Int = 0
    ) {
        self.name = name
        self.measure = measure
        self.ratio = ratio
        self.tolerated = tolerated
        self.ceiling = ceiling
        self.harm = harm
        self.minSamples = minSamples
        self.warmUp = warmUp
    }

    /// Failed requests.
    package static func errors(
        ratio: Double = 1.5, tolerated: Double = 0.002, ceiling: Double? = 0.25, minSamples: Int = 100
    ) -> MetricLimit {
        MetricLimit("errors", ratio: ratio, tolerated: tolerated, ceiling: ceiling, minSamples: minSamples)
    }

    /// The 99th percentile of the latency, as the share of requests that take longer than `slowdown` times that of the serving version.
    package static func latency(
        slowdown: Double = 1.5, ratio: Double = 1.5, tolerated: Double = 0.01, minSamples: Int = 100, warmUp: Int = 50
    ) -> MetricLimit {
        MetricLimit(
            "latency", measure: .latency(quantile: 0.99, slowdown: slowdown), ratio: ratio, tolerated: tolerated, ceiling: nil,
            minSamples: minSamples, warmUp: warmUp)
    }

    /// The median of the latency, for what is slower everywhere and yet not as slow as the serving version's slowest hundredth. It is
    /// generous, because a version with few pods may have to be asked in another zone.
    package static func medianLatency(
        slowdown: Double = 2.5, ratio: Double = 1.5, tolerated: Double = 0.3, harm: Double = 2, minSamples: Int = 100, warmUp: Int = 50
    ) -> MetricLimit {
        MetricLimit(
            "medianLatency", measure: .latency(quantile: 0.5, slowdown: slowdown), ratio: ratio, tolerated: tolerated, ceiling: nil,
            harm: harm, minSamples: minSamples, warmUp: warmUp)
    }

    /// Something the business counts, such as orders and those that failed.
    package static func business(
        _ name: String, ratio: Double = 1.5, tolerated: Double = 0.03, ceiling: Double? = 0.5, minSamples: Int = 20
    ) -> MetricLimit {
        MetricLimit(name, ratio: ratio, tolerated: tolerated, ceiling: ceiling, minSamples: minSamples)
    }
}
