/// The time since the present weights are live: only its samples count.
package struct AnalysisWindow: Codable, Sendable, Hashable {
    package var number: Int
    package var since: Moment
}
