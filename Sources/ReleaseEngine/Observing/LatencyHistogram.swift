/// Counted latencies: one bucket for each upper bound, and one more for what is above them all.
package struct LatencyHistogram: Codable, Sendable, Hashable {
    /// Upper bounds in milliseconds, ascending.
    package var bounds: [Double]
    /// How many fell into each bucket, one more than there are bounds.
    package var counts: [Int]

    package init(bounds: [Double], counts: [Int]) {
        self.bounds = bounds
        self.counts = counts
    }

    /// How many there are in all.
    package var total: Int { counts.reduce(0, +) }

    /// The upper bound of the bucket in which the quantile lies; nil if that is the open one, or nothing was counted.
    package func bound(ofQuantile quantile: Double) -> Double? {
        let total = total
        guard total > 0 else { return nil }
        var below = 0
        for (bound, count) in zip(bounds, counts) {
            below += count
            if Double(below) >= quantile * Double(total) { return bound }
        }
        return nil
    }

    /// About where the quantile lies, as if the latencies in its bucket were spread evenly (Prometheus' `histogram_quantile`); nil where
    /// ``bound(ofQuantile:)`` is.
    package func estimate(ofQuantile quantile: Double) -> Double? {
        let rank = quantile * Double(total)
        guard rank > 0 else { return nil }
        var below = 0
        var lower = 0.0
        for (bound, count) in zip(bounds, counts) {
            if Double(below + count) >= rank { return lower + (bound - lower) * (rank - Double(below)) / Double(count) }
            below += count
            lower = bound
        }
        return nil
    }

    /// The smallest bound that is not below a latency; the largest there is if all are.
    package func bound(atLeast latency: Double) -> Double? {
        bounds.first { $0 >= latency } ?? bounds.last
    }

    /// Everything, and what is above a bound.
    package func tally(above bound: Double) -> Tally {
        let within = zip(bounds, counts).reduce(0) { $1.0 <= bound ? $0 + $1.1 : $0 }
        return Tally(attempts: total, failures: total - within)
    }

    /// The difference to an earlier state of the same counters; nil if they went back or have other buckets.
    package func since(_ earlier: LatencyHistogram) -> LatencyHistogram? {
        guard bounds == earlier.bounds, counts.count == earlier.counts.count, counts.count == bounds.count + 1 else { return nil }
        let difference = zip(counts, earlier.counts).map { $0 - $1 }
        return difference.allSatisfy { $0 >= 0 } ? LatencyHistogram(bounds: bounds, counts: difference) : nil
    }

    /// Both together; nil if the other has other buckets.
    package func adding(_ other: LatencyHistogram) -> LatencyHistogram? {
        guard bounds == other.bounds, counts.count == other.counts.count else { return nil }
        return LatencyHistogram(bounds: bounds, counts: zip(counts, other.counts).map { $0 + $1 })
    }
}
