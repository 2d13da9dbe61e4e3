import Synchronization

/// Calls that were on their way when their caller died.
final class LateCalls: Sendable {
    private let calls = Mutex<[@Sendable () async -> Void]>([])

    func add(_ call: @escaping @Sendable () async -> Void) {
        calls.withLock { $0.append(call) }
    }

    /// Lets them all arrive; what becomes of them nobody hears.
    func deliver() async {
        let arriving = calls.withLock { calls in
            defer { calls = [] }
            return calls
        }
        for call in arriving { await call() }
    }
}
