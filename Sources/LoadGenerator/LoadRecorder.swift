import Histogram
import Synchronization

/// Counts what happens in a run.
final class LoadRecorder: Sendable {
    private struct Tally {
        var outcomes: [Outcome: Int] = [:]
        var labels: [String: Int] = [:]
        var repeated: [String: Int] = [:]
        var finished = 0
        /// Microseconds up to an hour.
        var latency = Histogram<UInt64>(highestTrackableValue: 3_600_000_000, numberOfSignificantValueDigits: .three)

        mutating func add(_ verdict: Verdict, latency microseconds: UInt64) {
            finished += 1
            outcomes[verdict.outcome, default: 0] += 1
            labels[verdict.label, default: 0] += 1
            // An answer that puts off comes fast, and would make the shop look so.
            if verdict.outcome != .shed, verdict.outcome != .cancelled { latency.record(min(microseconds, 3_600_000_000)) }
        }

        var result: LoadResult.OperationResult {
            LoadResult.OperationResult(
                finished: finished, outcomes: outcomes, labels: labels, repeated: repeated, latency: LatencySummary(latency))
        }
    }

    private struct State {
        var started = 0
        var inFlight = 0
        var dropped = 0
        var failovers = 0
        var acknowledged = 0
        var incidents: [Incident] = []
        var operations: [Operation: Tally] = [:]
        var total = Tally()
    }

    private let start = ContinuousClock.now
    private let state = Mutex(State())

    /// Lets an arrival in, unless so many are in flight already; then it counts as dropped.
    func admit(limit: Int) -> Bool {
        state.withLock { state in
            guard state.inFlight < limit else {
                state.dropped += 1
                return false
            }
            state.inFlight += 1
            state.started += 1
            return true
        }
    }

    func leave() { state.withLock { $0.inFlight -= 1 } }

    /// `answer` is the one that the verdict is about, or the last of several.
    func record(_ verdict: Verdict, on answer: Answer, of operation: Operation, latency: Duration) {
        let microseconds = UInt64(max(0, latency / .microseconds(1)))
        state.withLock { state in
            if verdict.outcome.isLoss, state.incidents.count < Incident.limit {
                let elapsed = Int((ContinuousClock.now - start) / .milliseconds(1))
                state.incidents.append(
                    Incident(milliseconds: elapsed, operation: operation, label: verdict.label, detail: answer.explanation))
            }
            state.operations[operation, default: Tally()].add(verdict, latency: microseconds)
            state.total.add(verdict, latency: microseconds)
        }
    }

    func recordRepetition(of operation: Operation, because label: String) {
        state.withLock { state in
            state.operations[operation, default: Tally()].repeated[label, default: 0] += 1
            state.total.repeated[label, default: 0] += 1
        }
    }

    func recordFailovers(_ count: Int) {
        guard count > 0 else { return }
        state.withLock { $0.failovers += count }
    }

    func recordAcknowledgement() { state.withLock { $0.acknowledged += 1 } }

    func progress(elapsed: Duration) -> LoadProgress {
        state.withLock { state in
            LoadProgress(
                elapsed: elapsed, started: state.started, inFlight: state.inFlight, dropped: state.dropped, outcomes: state.total.outcomes,
                repetitions: state.total.repeated.values.reduce(0, +), p99: LatencySummary(state.total.latency).p99)
        }
    }

    func result(scheduled: Int, elapsed: Duration) -> LoadResult {
        state.withLock { state in
            LoadResult(
                scheduled: scheduled, started: state.started, dropped: state.dropped,
                isInterrupted: state.started + state.dropped < scheduled,
                elapsedMilliseconds: Int(elapsed / .milliseconds(1)), operations: state.operations.mapValues(\.result),
                total: state.total.result, failovers: state.failovers, acknowledged: state.acknowledged,
                incidents: state.incidents)
        }
    }
}
