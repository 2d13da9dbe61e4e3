/// Where a release stands.
package enum ReleasePhase: String, Codable, Sendable, CaseIterable {
    /// It waits: for another release of the service, or for a version that serves.
    case pending = "Pending"
    /// The new version gets the pods that the next weight needs; the weights stay as they are.
    case preparing = "Preparing"
    /// The next weight is written and not confirmed by every proxy yet.
    case progressing = "Progressing"
    /// The weight is live; the new version is watched for as long as the step says.
    case holding = "Holding"
    /// The new version has everything; it is marked, and the old one drains and is scaled down.
    case promoting = "Promoting"
    case succeeded = "Succeeded"
    /// The old version gets everything back, as fast as its pods can take it.
    case rollingBack = "RollingBack"
    case rolledBack = "RolledBack"
    /// It could not begin; nothing was changed.
    case failed = "Failed"
    /// It made way for a newer one.
    case superseded = "Superseded"

    /// Whether nothing follows by itself.
    package var isTerminal: Bool {
        switch self {
        case .succeeded, .rolledBack, .failed, .superseded: true
        case .pending, .preparing, .progressing, .holding, .promoting, .rollingBack: false
        }
    }

    /// Whether the new version is on its way in and may still be turned back.
    package var isUnderWay: Bool {
        switch self {
        case .preparing, .progressing, .holding, .promoting: true
        case .pending, .rollingBack, .succeeded, .rolledBack, .failed, .superseded: false
        }
    }
}
