import Hummingbird
import NIOCore
import Synchronization

/// A request's body on its way to another service.
///
/// Whoever sends it on reads from the caller's connection by itself, also after the other service has answered. The connection goes on
/// reading where the request ends, and it does not bear two readers: the process would end. So the body can be closed, and nobody reads it
/// afterwards.
struct RelayedBody: AsyncSequence, Sendable {
    struct AsyncIterator: AsyncIteratorProtocol {
        fileprivate var base: RequestBody.AsyncIterator
        fileprivate let gate: Gate

        /// Nil at the end, and when the body was closed.
        mutating func next() async throws -> ByteBuffer? {
            guard gate.enter() else { return nil }
            do {
                let buffer = try await base.next()
                gate.leave(isAtEnd: buffer == nil)
                return buffer
            } catch {
                gate.leave(isAtEnd: true)
                throw error
            }
        }
    }

    private let base: RequestBody
    private let gate = Gate()

    init(_ base: RequestBody) {
        self.base = base
    }

    func makeAsyncIterator() -> AsyncIterator { AsyncIterator(base: base.makeAsyncIterator(), gate: gate) }

    /// Waits until it has been read to its end, but no longer than `grace`, and lets nobody read it afterwards. Who is reading then is
    /// waited for: the caller sends more, or its connection ends.
    func close(within grace: Duration = .zero) async {
        if grace > .zero { await gate.awaitEnd(within: grace) }
        await gate.close()
    }
}

extension RelayedBody {
    /// Lets one reader in after the other until it is closed.
    fileprivate final class Gate: Sendable {
        private struct State {
            var isReading = false
            var isClosed = false
            var waiter: CheckedContinuation<Void, Never>?
        }

        private let state = Mutex(State())
        private let end = AsyncStream<Never>.makeStream()

        func enter() -> Bool {
            state.withLock { state in
                guard !state.isClosed else { return false }
                state.isReading = true
                return true
            }
        }

        func leave(isAtEnd: Bool) {
            let waiter = state.withLock { state in
                state.isReading = false
                return state.waiter.take()
            }
            waiter?.resume()
            if isAtEnd { end.continuation.finish() }
        }

        func awaitEnd(within grace: Duration) async {
            await withTaskGroup(of: Void.self) { group in
                group.addTask { for await _ in self.end.stream {} }
                group.addTask { try? await Task.sleep(for: grace) }
                await group.next()
                group.cancelAll()
            }
        }

        func close() async {
            await withCheckedContinuation { continuation in
                let isIdle = state.withLock { state in
                    state.isClosed = true
                    if state.isReading { state.waiter = continuation }
                    return !state.isReading
                }
                if isIdle { continuation.resume() }
            }
        }
    }
}
