/// The time since the present weights are live: only its samples count.
package struct AnalysisWindow: Codable, Sendable, Hashable {
    /// Grows with every window of the release.
    package var number: Int
    package var since: Moment
}
