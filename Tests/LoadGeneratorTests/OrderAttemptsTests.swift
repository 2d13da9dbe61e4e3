import LoadGenerator
import Testing

@Suite("Order attempts")
struct OrderAttemptsTests {
    private func attempts(repeating: Bool = true) -> OrderAttempts {
        var plan = LoadPlan(targets: [], rate: 1, duration: .seconds(1))
        plan.repeatsOrders = repeating
        plan.orderBudget = .seconds(10)
        plan.longestWait = .seconds(2)
        return OrderAttempts(plan: plan, seed: 1)
    }

    private func response(_ status: Int, _ code: String? = nil, retryAfter: Duration? = nil) -> Answer {
        .response(Answer.Response(status: status, retryAfter: retryAfter, code: code))
    }

    @Test(arguments: [201, 200, 400, 401, 402, 403, 404, 409, 422])
    func definiteAnswersSettle(status: Int) {
        var attempts = attempts()
        guard case .settled(let verdict) = attempts.decide(on: response(status, "any"), elapsed: .zero) else {
            Issue.record("\(status) was repeated")
            return
        }
        #expect(verdict.outcome == (status < 300 ? .succeeded : .refused))
    }

    @Test func retryAfterIsHonouredUpToTheLimit() {
        var attempts = attempts()
        #expect(
            attempts.decide(on: response(503, "unavailable", retryAfter: .seconds(1)), elapsed: .zero)
                == .again(after: .seconds(1), label: "503 unavailable"))
        #expect(
            attempts.decide(on: response(429, "rate_limited", retryAfter: .seconds(60)), elapsed: .zero)
                == .again(after: .seconds(2), label: "429 rate_limited"))
    }

    @Test func withoutRetryAfterWaitsGrowUpToTheLimit() {
        var attempts = attempts()
        var waits: [Duration] = []
        for _ in 0..<8 {
            let decision = attempts.decide(on: .noResponse(reason: "connection reset", isRefused: false), elapsed: .zero)
            if case .again(let wait, _) = decision { waits.append(wait) }
        }
        #expect(waits.count == 8)
        #expect(waits[0] >= .milliseconds(50) && waits[0] <= .milliseconds(100))
        #expect(waits[7] >= .seconds(1) && waits[7] <= .seconds(2))
    }

    @Test func theBudgetEndsIt() {
        var attempts = attempts()
        let busy = response(409, "request_in_progress")
        guard case .again = attempts.decide(on: busy, elapsed: .seconds(5)) else {
            Issue.record("there was time left")
            return
        }
        #expect(
            attempts.decide(on: busy, elapsed: .seconds(10))
                == .settled(Verdict(outcome: .failed, label: "unsettled, last 409 request_in_progress")))
        #expect(
            attempts.decide(on: response(503, retryAfter: .seconds(1)), elapsed: .seconds(9.5))
                == .settled(Verdict(outcome: .shed, label: "unsettled, last 503")))
    }

    @Test func judgedByItselfNothingIsRepeated() {
        var attempts = attempts(repeating: false)
        #expect(
            attempts.decide(on: response(503, "unavailable", retryAfter: .seconds(1)), elapsed: .zero)
                == .settled(Verdict(outcome: .shed, label: "503 unavailable")))
        #expect(attempts.decide(on: response(503), elapsed: .zero) == .settled(Verdict(outcome: .failed, label: "503")))
        #expect(
            attempts.decide(on: .noResponse(reason: "connection refused", isRefused: true), elapsed: .zero)
                == .settled(Verdict(outcome: .failed, label: "connection refused")))
    }

    @Test func aStoppedRunIsNoFailure() {
        var attempts = attempts()
        #expect(attempts.decide(on: .cancelled, elapsed: .zero) == .settled(Verdict(outcome: .cancelled, label: "cancelled")))
    }
}
