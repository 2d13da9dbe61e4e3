/// Stops calling an endpoint that keeps failing, and tries it again with single probes.
///
/// Source: M. Nygard, Release It!, "Circuit Breaker". Time comes in with each event, so the core is pure.
package struct CircuitBreaker<Instant: InstantProtocol>: Sendable where Instant.Duration == Duration {
    package enum State: Sendable, Equatable {
        /// Calls pass; so many have failed in a row.
        case closed(failures: Int)
        /// No call passes before this moment.
        case open(until: Instant, pause: Duration)
        /// One probe is under way; its outcome decides. A probe that never reports is given up at this moment.
        case probing(until: Instant, pause: Duration)
    }

    package struct Settings: Sendable {
        package var failuresToOpen = 5
        package var firstPause: Duration = .milliseconds(500)
        package var longestPause: Duration = .seconds(5)
        package var probeTimeout: Duration = .seconds(5)

        package init() {}
    }

    private let settings: Settings
    package private(set) var state: State = .closed(failures: 0)

    package init(settings: Settings = Settings()) { self.settings = settings }

    /// Whether a call may go out now. In the open state, the first call after the pause is the probe.
    package mutating func allowsCall(at now: Instant) -> Bool {
        switch state {
        case .closed: return true
        case .open(let until, let pause), .probing(let until, let pause):
            guard now >= until else { return false }
            state = .probing(until: now.advanced(by: settings.probeTimeout), pause: pause)
            return true
        }
    }

    package mutating func succeeded() { state = .closed(failures: 0) }

    package mutating func failed(at now: Instant) {
        switch state {
        case .closed(let failures) where failures + 1 < settings.failuresToOpen: state = .closed(failures: failures + 1)
        case .closed: open(for: settings.firstPause, from: now)
        case .probing(_, let pause): open(for: min(pause * 2, settings.longestPause), from: now)
        case .open: break
        }
    }

    /// The outcome of a call shows nothing of the endpoint. If it was the probe, the next call is another one, after no further pause.
    package mutating func inconclusive(at now: Instant) {
        guard case .probing(_, let pause) = state else { return }
        state = .open(until: now, pause: pause)
    }

    private mutating func open(for pause: Duration, from now: Instant) {
        state = .open(until: now.advanced(by: pause), pause: pause)
    }
}
