import Synchronization

/// Keys to look at. One that is added while it waits is looked at once, one that is added while it is being looked at once more.
package final class WorkQueue<Key: Hashable & Sendable>: Sendable {
    private struct State {
        var waiting: Set<Key> = []
        var active: Set<Key> = []
        /// Active ones that must be looked at again.
        var dirty: Set<Key> = []
        var failures: [Key: Int] = [:]
        /// Who looked at a key last: only a timer that was set then may ring.
        var tickets: [Key: Int] = [:]
        var lastTicket = 0
    }

    private let state = Mutex(State())
    /// The keys as they come to be due; for one reader, who calls ``begin(_:)`` and ``end(_:)`` for each.
    package let due: AsyncStream<Key>
    private let continuation: AsyncStream<Key>.Continuation

    package init() {
        (due, continuation) = AsyncStream.makeStream()
    }

    package func add(_ key: Key) {
        let isDue = state.withLock { state in
            guard !state.active.contains(key) else {
                state.dirty.insert(key)
                return false
            }
            return state.waiting.insert(key).inserted
        }
        if isDue { continuation.yield(key) }
    }

    /// Begins to look at a key. The ticket is for a timer that is set by what is seen now; those that were set before are void.
    package func begin(_ key: Key) -> Int {
        state.withLock { state in
            state.waiting.remove(key)
            state.active.insert(key)
            state.lastTicket += 1
            state.tickets[key] = state.lastTicket
            return state.lastTicket
        }
    }

    /// - Parameter setsTimer: Whether ``ring(_:ticket:)`` will follow.
    package func end(_ key: Key, setsTimer: Bool) {
        let isDirty = state.withLock { state in
            state.active.remove(key)
            if !setsTimer { state.tickets[key] = nil }
            return state.dirty.remove(key) != nil
        }
        if isDirty { add(key) }
    }

    /// How often in a row the key has failed, this time included.
    package func fail(_ key: Key) -> Int {
        state.withLock { state in
            state.failures[key, default: 0] += 1
            return state.failures[key] ?? 1
        }
    }

    package func succeed(_ key: Key) {
        state.withLock { _ = $0.failures.removeValue(forKey: key) }
    }

    /// Adds the key, unless it was looked at since the ticket was given.
    package func ring(_ key: Key, ticket: Int) {
        let isValid = state.withLock { state in
            guard state.tickets[key] == ticket else { return false }
            state.tickets[key] = nil
            return true
        }
        if isValid { add(key) }
    }

    /// Ends ``due`` after the keys that it has.
    package func finish() { continuation.finish() }
}
