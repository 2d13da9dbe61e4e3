import Synchronization
package import KubeModel

/// What a watch asks for besides the objects that it concerns.
package struct WatchRequest: Sendable {
    /// Nil begins with all objects that there are, as added.
    package var after: Int?
    /// Whether a bookmark tells when these have been told.
    package var marksInitialEnd = false

    package init(after: Int? = nil, marksInitialEnd: Bool = false) {
        self.after = after
        self.marksInitialEnd = marksInitialEnd
    }
}

/// A watch that is under way.
package struct OpenWatch: Sendable {
    package let id: StoreState.WatchID
    /// Whether the first bookmark says that all objects have been told that there were.
    package let marksInitialEnd: Bool
    package let events: AsyncThrowingStream<WatchEvent, any Error>
}

extension ObjectStore {
    package func watch(
        _ type: ResourceType, namespace: String?, selector: ObjectSelector, after resourceVersion: String
    ) async throws(StatusError) -> AsyncThrowingStream<WatchEvent, any Error> {
        let after = try Self.version(resourceVersion)
        return try open(WatchScope(type: type, namespace: namespace, selector: selector), WatchRequest(after: after)).events
    }

    /// Nil for "" and "0", which mean "from what there is". Throws 400 for what is no version.
    static func version(_ text: String) throws(StatusError) -> Int? {
        if text.isEmpty || text == "0" { return nil }
        guard let version = Int(text), version > 0 else {
            throw .badRequest("invalid resource version \"\(text.prefix(64))\"")
        }
        return version
    }

    /// Begins a watch.
    ///
    /// Events are handed over under the lock that makes changes visible, so that none can overtake another, fall into the gap between
    /// the first events and the later ones, or come twice. Handing over only fills the stream's buffer; nobody's code runs.
    package func open(_ scope: WatchScope, _ request: WatchRequest) throws(StatusError) -> OpenWatch {
        try state.withLock { state throws(StatusError) in
            guard state.registry.served(scope.type) != nil else { throw .noSuchResource }
            guard state.watchCount < limits.watches else { throw .tooManyWatches }
            var backlog = try state.backlog(for: scope, after: request.after)
            if request.marksInitialEnd { backlog.append(.bookmark(resourceVersion: String(state.version))) }
            return start(scope, request, backlog, in: &state)
        }
    }

    private func start(_ scope: WatchScope, _ request: WatchRequest, _ backlog: [WatchEvent], in state: inout StoreState) -> OpenWatch {
        let (events, continuation) = AsyncThrowingStream<WatchEvent, any Error>.makeStream(
            bufferingPolicy: .bufferingOldest(backlog.count + limits.unreadEvents))
        for event in backlog { continuation.yield(event) }
        let id = state.add(Watcher(scope: scope, continuation: continuation))
        continuation.onTermination = { [weak self] _ in _ = self?.state.withLock { $0.removeWatcher(id) } }
        return OpenWatch(id: id, marksInitialEnd: request.marksInitialEnd, events: events)
    }

    /// The watches that are under way.
    package var watchCount: Int { state.withLock(\.watchCount) }

    /// Has a bookmark told to a watch, after all that it has not read yet.
    package func bookmark(_ id: StoreState.WatchID) {
        state.withLock { $0.bookmark(id) }
    }

    /// Ends a watch; what it has not read yet it still reads.
    func end(_ id: StoreState.WatchID) {
        state.withLock { $0.removeWatcher(id) }?.continuation.finish()
    }
}

extension StatusError {
    fileprivate static let tooManyWatches = StatusError(
        code: 429, reason: .tooManyRequests, message: "too many watches; please try again later", details: ["retryAfterSeconds": 1])
}
