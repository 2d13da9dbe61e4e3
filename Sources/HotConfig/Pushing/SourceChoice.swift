/// Decides whether what the API told or the mounted file counts. Pure.
///
/// - While the API is connected, what it told last counts.
/// - When it has been away for longer than ``patience``, the file takes over, if it is known to be newer than what the API told last:
///   the kubelet writes the file later than the API tells of a change, by up to a minute, and nothing older may follow something newer.
///   It is newer when it has left what the API told last, or holds what the API never told although nothing of the API's was missed.
/// - Before the API has told anything at all, the file counts.
package struct SourceChoice: Sendable, Equatable {
    package enum Choice: Sendable, Equatable {
        case api
        case file
    }

    private enum Connection: Sendable, Equatable {
        case connected
        case lost(since: ContinuousClock.Instant)
    }

    /// How many past contents are told apart; beyond them the file must catch up first.
    package static let memory = 256

    private let patience: Duration
    private var connection: Connection
    /// The hash of what the API told last; nil before it told anything, empty when it told that there is no ConfigMap.
    private var latest: String?
    /// What the API held before, and what the file held when the API told something else.
    private var superseded: Set<String> = []
    /// Whether the API may have held contents, since the file last held the same, that were not told.
    private var hasGap = false
    /// Whether the file has held what the API told last.
    private var isFileCaughtUp = false
    private var file: String?
    private var followsFile = false

    package init(patience: Duration, now: ContinuousClock.Instant) {
        self.patience = patience
        connection = .lost(since: now)
    }

    /// Whether the API is connected.
    package var isConnected: Bool { connection == .connected }

    /// The API told its content, by hash; nil for none.
    package mutating func told(_ hash: String?, isListed: Bool) {
        connection = .connected
        followsFile = false
        let hash = hash ?? ""
        guard hash != latest else { return }
        let isReturn = superseded.contains(hash)
        if let latest { supersede(latest) }
        if let file, file != hash { supersede(file) }
        superseded.remove(hash)
        latest = hash
        // A content that is back may be the old one in a file that lags.
        isFileCaughtUp = file == hash && !isReturn
        hasGap = !isFileCaughtUp && (hasGap || isListed)
    }

    package mutating func lost(at now: ContinuousClock.Instant) {
        if isConnected { connection = .lost(since: now) }
    }

    /// The file was read, and holds content with this hash.
    package mutating func sawFile(_ hash: String) {
        let hasChanged = hash != file
        file = hash
        guard hasChanged, hash == latest else { return }
        isFileCaughtUp = true
        hasGap = false
        superseded = []
    }

    /// What counts now.
    package mutating func choose(at now: ContinuousClock.Instant) -> Choice {
        guard latest != nil else { return .file }
        if followsFile { return .file }
        guard case .lost(let since) = connection, since.duration(to: now) >= patience, isFileNewer else { return .api }
        followsFile = true
        return .file
    }

    /// Whether the file should be looked at now, and not only now and then.
    package func needsFile(at now: ContinuousClock.Instant) -> Bool {
        guard case .lost(let since) = connection else { return false }
        return latest == nil || since.duration(to: now) >= patience
    }

    private var isFileNewer: Bool {
        guard let file, file != latest else { return false }
        return isFileCaughtUp || !hasGap && !superseded.contains(file)
    }

    private mutating func supersede(_ hash: String) {
        if superseded.count == Self.memory {
            superseded = []
            hasGap = true
        }
        superseded.insert(hash)
    }
}
