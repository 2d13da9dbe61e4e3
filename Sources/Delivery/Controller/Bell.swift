import Synchronization

/// Wakes one worker. Rung while nobody waits it is heard at once by whoever waits next; rung many times it is heard once.
final class Bell: Sendable {
    private struct State {
        var isRung = false
        var waiter: CheckedContinuation<Void, Never>?
    }

    private let state = Mutex(State())

    func ring() {
        let waiter = state.withLock { state in
            defer { state.waiter = nil }
            if state.waiter == nil { state.isRung = true }
            return state.waiter
        }
        waiter?.resume()
    }

    /// Returns when it is rung, or when the task is cancelled.
    func heard() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isOver = state.withLock { state in
                    if state.isRung || Task.isCancelled {
                        state.isRung = false
                        return true
                    }
                    state.waiter = continuation
                    return false
                }
                if isOver { continuation.resume() }
            }
        } onCancel: {
            ring()
        }
    }

    /// Returns when it is rung or a time is over, whichever comes first. Without a time it waits for as long as it takes.
    func heard(within limit: Duration?, clock: any Clock<Duration>) async {
        guard let limit else { return await heard() }
        await withTaskGroup { group in
            group.addTask { await self.heard() }
            group.addTask { try? await clock.sleep(for: limit) }
            await group.next()
            group.cancelAll()
        }
    }
}
