import Synchronization

/// Hands every new revision to whoever listens. A slow listener misses revisions in between, never the newest.
final class UpdateSubscribers<Value: HotConfigurable>: Sendable {
    private struct State {
        var latest: ConfigRevision<Value>
        var continuations: [Int: AsyncStream<ConfigRevision<Value>>.Continuation] = [:]
        var nextID = 0
        var isFinished = false
    }

    private let state: Mutex<State>

    init(_ first: ConfigRevision<Value>) {
        self.state = Mutex(State(latest: first))
    }

    /// The running revision first, then each new one. Ends when the service does.
    func subscribe() -> AsyncStream<ConfigRevision<Value>> {
        let (stream, continuation) = AsyncStream.makeStream(of: ConfigRevision<Value>.self, bufferingPolicy: .bufferingNewest(1))
        let (id, isFinished) = state.withLock { state in
            // Under the lock, so that no newer revision gets in before this one.
            continuation.yield(state.latest)
            state.nextID += 1
            if !state.isFinished { state.continuations[state.nextID] = continuation }
            return (state.nextID, state.isFinished)
        }
        if isFinished {
            continuation.finish()
        } else {
            continuation.onTermination = { [weak self] _ in
                _ = self?.state.withLock { $0.continuations.removeValue(forKey: id) }
            }
        }
        return stream
    }

    func publish(_ revision: ConfigRevision<Value>) {
        state.withLock { state in
            state.latest = revision
            for continuation in state.continuations.values { continuation.yield(revision) }
        }
    }

    func finish() {
        let continuations = state.withLock { state in
            state.isFinished = true
            defer { state.continuations = [:] }
            return Array(state.continuations.values)
        }
        for continuation in continuations { continuation.finish() }
    }
}
