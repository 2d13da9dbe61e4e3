import Dispatch
import Glibc
import Synchronization

extension ProcessIdentity {
    /// Waits until it is over. A child of ours is reaped, and the first who waits for it learns its status; of all others, and to all
    /// others, it is ``ProcessExit/unknown``. Whoever starts a process has to wait for it, or it stays a zombie.
    ///
    /// - Parameter interval: How often to look where the kernel cannot tell by itself.
    package func waitForExit(pollingEvery interval: Duration = .milliseconds(50)) async throws(CancellationError) -> ProcessExit {
        if let descriptor = PidFD(pid: pid) {
            guard isRunning else { return reap() }
            let watch = ExitWatch(descriptor: descriptor.release())
            await watch.wait()
            if Task.isCancelled && isRunning { throw CancellationError() }
        }
        // Also after the descriptor told: a thread group becomes a zombie a moment later than its leader's descriptor says.
        while isRunning {
            do { try await Task.sleep(for: interval) } catch { throw CancellationError() }
        }
        return reap()
    }

    private func reap() -> ProcessExit {
        guard let stat, stat.parent == getpid() else { return .unknown }
        var status: Int32 = 0
        while true {
            let reaped = waitpid(pid, &status, WNOHANG)
            if reaped == pid { return ProcessExit(waitStatus: status) }
            guard reaped < 0, errno == EINTR else { return .unknown }
        }
    }
}

/// Resumes its one waiter when the descriptor becomes readable, or the waiter is cancelled. Owns the descriptor.
private final class ExitWatch: Sendable {
    private struct State {
        var isOver = false
        var waiter: CheckedContinuation<Void, Never>?
        var source: (any DispatchSourceRead)?
    }

    private let state = Mutex(State())

    init(descriptor: Int32) {
        state.withLock { state in
            let source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: .global())
            source.setCancelHandler { close(descriptor) }
            source.setEventHandler { [weak self] in self?.finish() }
            source.activate()
            state.source = source
        }
    }

    deinit { finish() }

    func wait() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isOver = state.withLock { state in
                    if !state.isOver { state.waiter = continuation }
                    return state.isOver
                }
                if isOver { continuation.resume() }
            }
        } onCancel: {
            finish()
        }
    }

    private func finish() {
        let waiter = state.withLock { state in
            state.isOver = true
            state.source?.cancel()
            state.source = nil
            defer { state.waiter = nil }
            return state.waiter
        }
        waiter?.resume()
    }
}
