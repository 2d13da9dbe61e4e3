/// One thing that happened to a release.
package struct HistoryEntry: Codable, Sendable, Hashable {
    package var at: Moment
    package var phase: ReleasePhase
    /// The index of the stage.
    package var step: Int
    /// Percent of the requests meant for the new version.
    package var weight: Int
    package var message: String
}
