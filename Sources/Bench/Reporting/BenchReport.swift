/// All ratios and figures of one run.
struct BenchReport: Codable, Sendable, PublishedReport {
    let conditions: Conditions
    let rounds: Int
    let comparisons: [Comparison]
    let figures: [Figure]
}
