import Dispatch
import Foundation

extension ChildProcess {
    /// Asks again and again until `condition` holds. Throws ``BenchFailure`` when it does not in time, or the process has ended.
    func waitUntil(
        _ what: String, within limit: Duration, every interval: Duration = .milliseconds(20), _ condition: () async throws -> Bool
    ) async throws {
        let deadline = ContinuousClock.now + limit
        while try await !condition() {
            if let status = poll() { throw BenchFailure("Before \(what), process \(pid) ended with \(status): \(output.suffix(2_000))") }
            guard ContinuousClock.now < deadline else { throw BenchFailure("After \(limit) still not: \(what). \(output.suffix(2_000))") }
            try await Task.sleep(for: interval)
        }
    }

    /// Waits for a process that ends by itself. Throws ``BenchFailure`` unless it ends well and in time.
    func waitForSuccess(within limit: Duration) async throws {
        let deadline = ContinuousClock.now + limit
        while ContinuousClock.now < deadline {
            if let status = poll() {
                guard status == 0 else { throw BenchFailure("Process \(pid) ended with \(status): \(output.suffix(2_000))") }
                return
            }
            try await Task.sleep(for: .milliseconds(5))
        }
        throw BenchFailure("Process \(pid) still runs after \(limit): \(output.suffix(2_000))")
    }

    /// Waits until it has ended, by force after `limit`. Goes on when this run has been interrupted: for what must be put away.
    func waitOut(within limit: Duration) async {
        let deadline = ContinuousClock.now + limit
        while poll() == nil {
            if ContinuousClock.now > deadline { kill(pid, SIGKILL) }
            await withCheckedContinuation { continuation in
                DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(20)) { continuation.resume() }
            }
        }
    }
}
