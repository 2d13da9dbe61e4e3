import Histogram

/// Latencies in microseconds, from when the request was due to its answer.
package struct LatencySummary: Codable, Sendable, Equatable {
    package var count: Int
    package var p50: Int
    package var p90: Int
    package var p99: Int
    package var p999: Int
    package var max: Int

    init(_ histogram: Histogram<UInt64>) {
        func value(at percentile: Double) -> Int { histogram.totalCount == 0 ? 0 : Int(histogram.valueAtPercentile(percentile)) }
        count = Int(histogram.totalCount)
        p50 = value(at: 50)
        p90 = value(at: 90)
        p99 = value(at: 99)
        p999 = value(at: 99.9)
        max = value(at: 100)
    }
}
