package import ReleaseEngine

/// How a simulated release went.
package struct SimulatedOutcome: Sendable {
    /// The last that was persisted.
    package var state: ReleaseState?
    /// In seconds.
    package var duration: Double
    package var passes: Int
    /// How many actions each pass had, for killing the controller between any two of them.
    package var actionsPerPass: [Int]
    /// The weights of the new version in the order in which they were written.
    package var weights: [Int]
    /// Seconds from the first harm until no proxy gave the new version anything; nil if there was no harm or it did not end.
    package var secondsToZero: Double?
    /// Of both versions, the usual ones included.
    package var failedRequests: Int
    /// What must never happen and did.
    package var violations: [String]

    package var phase: ReleasePhase { state?.phase ?? .pending }
    package var succeeded: Bool { phase == .succeeded }

    /// Whether the metrics were the reason for going back.
    package var wasCondemned: Bool {
        if case .condemned = state?.cause { return true }
        return false
    }
}
