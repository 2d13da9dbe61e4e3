/// By which series a metric is measured.
package struct MetricQuestion: Sendable, Hashable {
    /// What the series are.
    package enum Series: Sendable, Hashable {
        /// Two selectors of counters: all attempts, and those that failed.
        case outcomes(attempts: String, failures: String)
        /// A selector of the `_bucket` series of a histogram, and how many milliseconds one unit of its `le` is.
        case latencies(buckets: String, millisecondsPerUnit: Double)
    }

    /// The name of its limit.
    package let metric: String
    package let series: Series

    package init(_ metric: String, _ series: Series) {
        self.metric = metric
        self.series = series
    }
}

/// For which of the two versions a series counts.
package enum MetricSide: Sendable, Hashable {
    case stable
    case new
}
