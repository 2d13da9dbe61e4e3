import ReleaseEngine

/// What one metric has grown by since this process began to look, for each side. Unlike the counters that it is made from it never goes
/// back, so that a pod that comes or goes costs the analysis nothing of what the others count.
struct MetricTotals: Sendable {
    /// Totals from which whole numbers are taken stay where a `Double` counts exactly.
    private static let limit = 9_007_199_254_740_991.0

    /// Another one for each beginning.
    let epoch: String
    /// Of a histogram, in milliseconds.
    let bounds: [Double]
    private var stable: [Double]
    private var new: [Double]

    /// Totals at zero, of so many values for each side.
    init(epoch: String, bounds: [Double] = [], values: Int) {
        self.epoch = epoch
        self.bounds = bounds
        stable = Array(repeating: 0, count: values)
        new = stable
    }

    /// Adds what one side has grown by.
    mutating func add(_ growth: [Double], to side: MetricSide) {
        switch side {
        case .stable: stable = zip(stable, growth).map { min($0 + $1, Self.limit) }
        case .new: new = zip(new, growth).map { min($0 + $1, Self.limit) }
        }
    }

    /// Of attempts and failures.
    func outcomes(of side: MetricSide) -> MetricSample {
        let values = whole(side)
        return MetricSample(epoch: epoch, .outcomes(Tally(attempts: values[0], failures: values[1])))
    }

    /// Of the buckets of a histogram.
    func latencies(of side: MetricSide) -> MetricSample {
        MetricSample(epoch: epoch, .latencies(LatencyHistogram(bounds: bounds, counts: whole(side))))
    }

    private func whole(_ side: MetricSide) -> [Int] {
        (side == .stable ? stable : new).map { Int($0) }
    }
}
