/// Why a version goes back or never came.
package enum RollbackCause: Codable, Sendable, Hashable {
    case aborted
    case undone
    /// By a newer release, or by another version in the same one.
    case superseded(by: String)
    case crashed(count: Int, lastExit: String?)
    /// It gets requests and has not one ready pod.
    case unready
    case deadlineExceeded
    /// It did not have its pods in time.
    case neverReady
    case condemned(metric: String)
    case providerUnavailable(metric: String, message: String)
    case invalid([String])

    /// The reason as an event and a condition name it.
    package var reason: String {
        switch self {
        case .aborted: "Aborted"
        case .undone: "Undone"
        case .superseded: "Superseded"
        case .crashed: "Crashed"
        case .unready: "NoReadyPods"
        case .deadlineExceeded: "DeadlineExceeded"
        case .neverReady: "NeverReady"
        case .condemned: "AnalysisFailed"
        case .providerUnavailable: "MetricsUnavailable"
        case .invalid: "InvalidSpec"
        }
    }

    /// The cause in words.
    package var message: String {
        switch self {
        case .aborted: "somebody asked for it"
        case .undone: "somebody asked to go back to the version before"
        case .superseded(let newer): "\(newer) takes its place"
        case .crashed(let count, let lastExit): "it crashed \(count) times, the last time by \(lastExit ?? "an unknown cause")"
        case .unready: "it gets requests and has no ready pod"
        case .deadlineExceeded: "it was not done by its deadline"
        case .neverReady: "its pods were not ready in time"
        case .condemned(let metric): "\(metric) is out of bounds"
        case .providerUnavailable(let metric, let message): "\(metric) cannot be measured: \(message)"
        case .invalid(let faults): faults.joined(separator: "; ")
        }
    }

    /// The phase in which the way back ends.
    var end: ReleasePhase {
        if case .superseded = self { return .superseded }
        return .rolledBack
    }
}
