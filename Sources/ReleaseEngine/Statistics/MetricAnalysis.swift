/// The figures of one metric and the verdict on them, as the status shows them.
package struct MetricAnalysis: Codable, Sendable, Hashable {
    package var metric: String
    package var at: Moment
    package var verdict: Verdict
    /// The outcomes of each version since the present weight is live.
    package var stable: Tally
    package var new: Tally
    /// For latencies: what counts as slow, in milliseconds.
    package var slowAbove: Double?
    /// For latencies: within how many milliseconds the limit's quantile of each version's requests was answered; for people.
    package var stableLatency: Double?
    package var newLatency: Double?
    /// The natural logarithm of the evidence that the limit is broken, and what it takes to condemn.
    package var evidence: Double
    package var condemnsAt: Double
    /// The natural logarithm of the evidence that there is no harm, and what it takes to be cleared.
    package var clearance: Double
    package var clearsAt: Double
    /// What the source said went wrong.
    package var message: String?
}
