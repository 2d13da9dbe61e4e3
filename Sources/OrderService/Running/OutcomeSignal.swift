import Synchronization

/// Where a request waits for what becomes of its order. It is told once; whoever stops waiting does not stop the order.
package final class OutcomeSignal: Sendable {
    private let outcomes: AsyncStream<OrderOutcome>
    private let continuation: AsyncStream<OrderOutcome>.Continuation
    private let isAbandoned = Mutex(false)

    package init() {
        (outcomes, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(1))
    }

    /// Whether anybody still waits.
    var isAwaited: Bool { isAbandoned.withLock { !$0 } }

    /// Tells the outcome; only the first one counts.
    func resolve(_ outcome: OrderOutcome) {
        continuation.yield(outcome)
        continuation.finish()
    }

    /// The outcome, or ``OrderOutcome/pending`` when it does not come within `limit`.
    package func outcome(within limit: Duration, clock: any Clock<Duration>) async -> OrderOutcome {
        defer { isAbandoned.withLock { $0 = true } }
        return await withTaskGroup(of: OrderOutcome.self) { group in
            group.addTask { [outcomes] in await outcomes.first { _ in true } ?? .pending }
            group.addTask {
                try? await clock.sleep(for: limit)
                return .pending
            }
            defer { group.cancelAll() }
            return await group.next() ?? .pending
        }
    }
}
