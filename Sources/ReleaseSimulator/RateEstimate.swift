package import ReleaseEngine

/// A share that was counted, with its 95 % interval after Wilson.
package struct RateEstimate: Codable, Sendable, Hashable {
    package var count: Int
    package var of: Int
    package var low: Double
    package var high: Double

    package init(_ tally: Tally) {
        count = tally.failures
        of = tally.attempts
        low = tally.lowerBound(deviations: 1.96)
        high = tally.upperBound(deviations: 1.96)
    }

    package var rate: Double { of > 0 ? Double(count) / Double(of) : 0 }
}
