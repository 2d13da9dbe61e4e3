/// Decides how a list and the watches after it follow each other. Pure: what happened comes in, what to do next is read off ``phase``.
///
/// - A watch that ends goes on from the last version it told; one that the API calls too old (410) begins anew with a list.
/// - When nothing answers, the same step is tried again; when the API refuses a watch, it begins anew with a list.
/// - Failures in a row are counted until something is heard; ``failures`` says how long to pause.
package struct ListWatchState: Sendable, Equatable {
    package enum Phase: Sendable, Equatable {
        case listing
        /// Opens a watch after this resource version.
        case opening(after: String)
        case watching(after: String)
    }

    /// A watch that lasted this long was a good one, even if it told nothing.
    package static let settled: Duration = .seconds(5)

    package private(set) var phase = Phase.listing
    /// How many pauses in a row are due: zero for none.
    package private(set) var failures = 0
    private var isInterrupted = false
    private let relistsAfterFailure: Bool

    /// - Parameter relistsAfterFailure: Whether to list again after any failure, and never to go on from the last version then: for those
    ///   who must not see states of the past once the API is back.
    package init(relistsAfterFailure: Bool = false) { self.relistsAfterFailure = relistsAfterFailure }

    package mutating func listed(at resourceVersion: String) {
        phase = .opening(after: resourceVersion)
        isInterrupted = false
    }

    /// True when the one that listens must hear that the API is back.
    package mutating func opened() -> Bool {
        guard case .opening(let version) = phase else { return false }
        phase = .watching(after: version)
        defer { isInterrupted = false }
        return isInterrupted
    }

    package mutating func heard(_ event: WatchEvent) {
        failures = 0
        switch event {
        case .bookmark(let version): phase = .watching(after: version)
        case .added(let object), .modified(let object), .deleted(let object): phase = .watching(after: object.resourceVersion)
        }
    }

    /// The watch has ended by itself. One that told nothing and was short counts as a failure, so that nobody reconnects in a busy loop.
    package mutating func ended(after lifetime: Duration) {
        if case .watching(let version) = phase { phase = .opening(after: version) }
        failures = lifetime >= Self.settled ? 0 : failures + 1
    }

    /// True when the one that listens must hear of it: not when a version was merely too old.
    package mutating func failed(_ error: StatusError) -> Bool {
        failures += 1
        if let version = watchedVersion { phase = error.isUnanswered && !relistsAfterFailure ? .opening(after: version) : .listing }
        guard error.code != 410 else { return false }
        isInterrupted = true
        return true
    }

    /// The failures that the next pause is reckoned by. The first end of a watch, or version too old, is nothing unusual.
    package var failuresToPauseFor: Int { isInterrupted ? failures : max(0, failures - 1) }

    private var watchedVersion: String? {
        switch phase {
        case .listing: nil
        case .opening(let version), .watching(let version): version
        }
    }
}

extension StatusError {
    /// Nothing that could have judged the request answered it, or it was too busy to.
    fileprivate var isUnanswered: Bool { code == 0 || code == 429 || code == 503 }
}
