/// Counters as a source keeps them: they only grow, and the engine takes the differences itself.
package struct MetricSample: Codable, Sendable, Hashable {
    /// What is counted.
    package enum Counters: Codable, Sendable, Hashable {
        case outcomes(Tally)
        case latencies(LatencyHistogram)
    }

    /// Changes when the counters may have started again, for instance with a proxy that was replaced.
    package var epoch: String
    package var counters: Counters

    package init(epoch: String, _ counters: Counters) {
        self.epoch = epoch
        self.counters = counters
    }

    /// What was counted since an earlier reading; nil if the two cannot be compared.
    package func since(_ earlier: MetricSample) -> Counters? {
        guard epoch == earlier.epoch else { return nil }
        switch (counters, earlier.counters) {
        case (.outcomes(let now), .outcomes(let then)):
            return now.since(then).map(Counters.outcomes)
        case (.latencies(let now), .latencies(let then)):
            return now.since(then).map(Counters.latencies)
        default:
            return nil
        }
    }
}
