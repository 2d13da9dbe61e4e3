import Synchronization

/// A clock that stands still until the test moves it.
final class ManualClock: Clock {
    typealias Instant = ContinuousClock.Instant

    private struct State {
        var now = ContinuousClock.now
        var sleepers: [(deadline: Instant, alarm: AsyncStream<Void>.Continuation)] = []
    }

    /// How long each sleep is to last, told when it begins.
    let sleeps: AsyncStream<Duration>
    let minimumResolution: Duration = .nanoseconds(1)
    private let told: AsyncStream<Duration>.Continuation
    private let state = Mutex(State())

    init() { (sleeps, told) = AsyncStream.makeStream() }

    var now: Instant { state.withLock(\.now) }

    func sleep(until deadline: Instant, tolerance: Duration?) async throws {
        let (alarms, alarm) = AsyncStream<Void>.makeStream()
        let length = state.withLock { state in
            state.sleepers.append((deadline, alarm))
            return state.now.duration(to: deadline)
        }
        told.yield(length)
        for await _ in alarms { return }
        throw CancellationError()
    }

    func advance(by duration: Duration) {
        let due = state.withLock { state in
            state.now += duration
            let now = state.now
            defer { state.sleepers.removeAll { $0.deadline <= now } }
            return state.sleepers.filter { $0.deadline <= now }
        }
        for sleeper in due { sleeper.alarm.yield() }
    }
}
