import Foundation
import Synchronization

/// How a writer waits for the lock that another process holds: short sleeps of random length up to a limit.
///
/// SQLite has no queue for its write lock. Sleeps that grow, as its own handler's do, starve whoever has waited longest;
/// sleeps of equal length keep two processes in step. One instance serves one connection.
final class BusyWait: Sendable {
    private let limit: Duration
    private let startedAt = Mutex(ContinuousClock.now)

    init(limit: Duration) {
        self.limit = limit
    }

    /// Sleeps, and returns whether to try again. `attempt` counts from zero for each wait.
    func again(_ attempt: Int) -> Bool {
        let started = startedAt.withLock { start in
            if attempt == 0 { start = ContinuousClock.now }
            return start
        }
        guard ContinuousClock.now - started < limit else { return false }
        let microseconds = attempt < 20 ? Int.random(in: 100...1_000) : Int.random(in: 500...4_000)
        Thread.sleep(forTimeInterval: Double(microseconds) / 1_000_000)
        return true
    }
}
