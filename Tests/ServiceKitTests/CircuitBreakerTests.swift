import ServiceKit
import Testing

@Suite struct CircuitBreakerTests {
    private let start = ContinuousClock.now

    private func allowed(_ breaker: inout CircuitBreaker<ContinuousClock.Instant>, at now: ContinuousClock.Instant) -> Bool {
        breaker.allowsCall(at: now)
    }

    private func opened() -> CircuitBreaker<ContinuousClock.Instant> {
        var breaker = CircuitBreaker<ContinuousClock.Instant>()
        for _ in 0..<5 { breaker.failed(at: start) }
        return breaker
    }

    @Test func opensAfterFailuresInARow() {
        var breaker = CircuitBreaker<ContinuousClock.Instant>()
        for _ in 0..<4 { breaker.failed(at: start) }
        #expect(allowed(&breaker, at: start))
        breaker.failed(at: start)
        #expect(!allowed(&breaker, at: start))
    }

    @Test func aSuccessStartsTheCountAnew() {
        var breaker = CircuitBreaker<ContinuousClock.Instant>()
        for _ in 0..<4 { breaker.failed(at: start) }
        breaker.succeeded()
        for _ in 0..<4 { breaker.failed(at: start) }
        #expect(allowed(&breaker, at: start))
    }

    @Test func letsOneProbeThroughAfterThePause() {
        var breaker = opened()
        let later = start.advanced(by: .milliseconds(500))
        #expect(allowed(&breaker, at: later))
        #expect(!allowed(&breaker, at: later))
        breaker.succeeded()
        #expect(breaker.state == .closed(failures: 0))
    }

    @Test func pausesLongerAfterEachFailedProbe() {
        var breaker = opened()
        var now = start
        var pauses: [Duration] = []
        for _ in 0..<6 {
            guard case .open(let until, let pause) = breaker.state else {
                Issue.record("expected an open breaker, found \(breaker.state)")
                return
            }
            pauses.append(pause)
            now = until
            #expect(allowed(&breaker, at: now))
            breaker.failed(at: now)
        }
        #expect(pauses == [0.5, 1, 2, 4, 5, 5].map { .seconds($0) })
    }

    @Test func aProbeThatNeverReportsIsReplaced() {
        var breaker = opened()
        let probe = start.advanced(by: .milliseconds(500))
        #expect(allowed(&breaker, at: probe))
        #expect(!allowed(&breaker, at: probe.advanced(by: .seconds(4))))
        #expect(allowed(&breaker, at: probe.advanced(by: .seconds(5))))
    }

    @Test func aProbeThatShowsNothingIsReplacedAtOnce() {
        var breaker = opened()
        let probe = start.advanced(by: .milliseconds(500))
        #expect(allowed(&breaker, at: probe))
        breaker.inconclusive(at: probe)
        #expect(breaker.state == .open(until: probe, pause: .milliseconds(500)))
        #expect(allowed(&breaker, at: probe))
        #expect(!allowed(&breaker, at: probe), "one probe at a time")
        breaker.failed(at: probe)
        #expect(breaker.state == .open(until: probe.advanced(by: .seconds(1)), pause: .seconds(1)))
    }

    @Test func whatShowsNothingChangesNothingElse() {
        var closed = CircuitBreaker<ContinuousClock.Instant>()
        closed.failed(at: start)
        closed.inconclusive(at: start)
        #expect(closed.state == .closed(failures: 1))
        var open = opened()
        open.inconclusive(at: start)
        #expect(open.state == opened().state)
    }
}

@Suite struct RetryBudgetTests {
    private func withdrawals(_ budget: inout RetryBudget) -> Int {
        var count = 0
        while budget.withdraw() { count += 1 }
        return count
    }

    @Test func allowsAShareOfTheCallsOnceTheReserveIsSpent() {
        var budget = RetryBudget(percent: 20, reserve: 10)
        #expect(withdrawals(&budget) == 10)
        for _ in 0..<50 { budget.recordCall() }
        #expect(withdrawals(&budget) == 10)
    }

    @Test func neverSavesMoreThanTheReserve() {
        var budget = RetryBudget(percent: 20, reserve: 10)
        for _ in 0..<10_000 { budget.recordCall() }
        #expect(withdrawals(&budget) == 10)
    }
}
