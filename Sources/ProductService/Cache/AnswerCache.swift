package import Foundation
import Metrics
import Synchronization

/// The read cache of one process: encoded answers, for a time that may change at any moment, and for each key one load at a time.
///
/// A load that fails is told to all who waited for it; when its caller was cancelled, another of them loads instead.
package final class AnswerCache<Key: Hashable & Sendable>: Sendable {
    /// The settings as the request sees them.
    package struct Policy: Sendable {
        let timeToLive: Duration
        let entries: Int

        package init(timeToLive: Duration, entries: Int) {
            self.timeToLive = timeToLive
            self.entries = entries
        }
    }

    private typealias State = CacheState<Key, CheckedContinuation<Outcome, Never>>

    private enum Outcome: Sendable {
        case loaded(State.Kept)
        case failed(any Error)
        /// Whoever loaded it gave up.
        case abandoned
    }

    private let state = Mutex(State())
    private let now: @Sendable () -> Date
    private let hits = Counter(label: "souk_catalog_cache_total", dimensions: [("result", "hit")])
    private let misses = Counter(label: "souk_catalog_cache_total", dimensions: [("result", "miss")])

    package init(now: @escaping @Sendable () -> Date) {
        self.now = now
    }

    /// The answer from memory, or else from `load`; nil is an answer too.
    package func answer(
        for key: Key, policy: Policy, load: @Sendable () async throws -> CachedAnswer?
    ) async throws -> CachedAnswer? {
        while true {
            let lookup = state.withLock { $0.lookup(key, at: now(), timeToLive: TimeInterval(policy.timeToLive.milliseconds) / 1000) }
            switch lookup {
            case .hit(let kept):
                hits.increment()
                return kept.answer
            case .load(let flight):
                misses.increment()
                return try await fly(flight, policy, load)
            case .join(let flight):
                switch await outcome(of: flight) {
                case .loaded(let kept): return kept.answer
                case .failed(let error): throw error
                case .abandoned: try Task.checkCancellation()
                }
            }
        }
    }

    /// Forgets everything. A load under way is still told to those who wait for it, but not kept.
    package func invalidate() {
        state.withLock { $0.invalidate() }
    }

    private func fly(
        _ flight: State.Flight, _ policy: Policy, _ load: () async throws -> CachedAnswer?
    ) async throws -> CachedAnswer? {
        let loadedAt = now()
        do {
            let kept = State.Kept(answer: try await load(), loadedAt: loadedAt)
            land(flight, .loaded(kept), kept: policy.timeToLive > .zero ? kept : nil, limit: policy.entries)
            return kept.answer
        } catch {
            land(flight, Task.isCancelled ? .abandoned : .failed(error), kept: nil, limit: policy.entries)
            throw error
        }
    }

    private func land(_ flight: State.Flight, _ outcome: Outcome, kept: State.Kept?, limit: Int) {
        for waiter in state.withLock({ $0.finish(flight, with: kept, limit: limit) }) { waiter.resume(returning: outcome) }
    }

    private func outcome(of flight: State.Flight) async -> Outcome {
        let number = state.withLock { $0.makeNumber() }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let waits = state.withLock { $0.wait(continuation, number: number, for: flight) }
                if !waits { continuation.resume(returning: .abandoned) }
            }
        } onCancel: {
            state.withLock { $0.leave(number: number, flight: flight) }?.resume(returning: .abandoned)
        }
    }
}
