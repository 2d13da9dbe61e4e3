import Logging
import ServiceLifecycle
import Synchronization

/// Runs work that outlives the request it came from, a bounded number of pieces at a time. On a graceful stop it takes no more,
/// lets each piece come to its next safe point, and returns when all have ended.
package final class BackgroundRunner: Service {
    package typealias Work = @Sendable () async -> Void

    private struct State {
        var pieces = 0
        var isOpen = true
    }

    private let capacity: @Sendable () -> Int
    private let onStop: Work
    private let submissions: AsyncStream<Work>
    private let continuation: AsyncStream<Work>.Continuation
    private let state = Mutex(State())

    /// - Parameters:
    ///   - capacity: How many pieces may be under way; asked anew each time.
    ///   - onStop: Runs last, when no piece is under way any more.
    package init(capacity: @escaping @Sendable () -> Int, onStop: @escaping Work) {
        self.capacity = capacity
        self.onStop = onStop
        (submissions, continuation) = AsyncStream.makeStream()
    }

    /// How many more pieces it would take now.
    package var room: Int { state.withLock { $0.isOpen ? max(0, capacity() - $0.pieces) : 0 } }

    /// How many more pieces of new work it should be given now. A sixteenth of the capacity, none of a small one, is kept for work that
    /// was begun elsewhere, which would otherwise never come to its turn under a steady rush of new work.
    package var roomForNewWork: Int { max(0, room - capacity() / 16) }

    /// Takes the work, or returns false when there is no room or it is stopping.
    package func submit(_ work: @escaping Work) -> Bool {
        let isAccepted = state.withLock { state in
            guard state.isOpen, state.pieces < capacity() else { return false }
            state.pieces += 1
            return true
        }
        if isAccepted { continuation.yield(work) }
        return isAccepted
    }

    package func run() async throws {
        await withGracefulShutdownHandler {
            await withDiscardingTaskGroup { group in
                for await work in submissions {
                    group.addTask { [self] in
                        await work()
                        state.withLock { $0.pieces -= 1 }
                    }
                }
                close()
            }
        } onGracefulShutdown: {
            self.close()
        }
        await onStop()
    }

    private func close() {
        state.withLock { $0.isOpen = false }
        continuation.finish()
    }
}
