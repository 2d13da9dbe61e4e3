/// What a good client does with the answers to an order: it repeats the same key until one is definite.
package struct OrderAttempts: Sendable {
    package enum Decision: Sendable, Equatable {
        case settled(Verdict)
        /// Send it again with the same key, after this long. The label says why.
        case again(after: Duration, label: String)
    }

    private static let firstWait = Duration.milliseconds(100)

    private let isRepeating: Bool
    private let budget: Duration
    private let longestWait: Duration
    private var generator: SplitMix64
    private var attempts = 0

    package init(plan: LoadPlan, seed: UInt64) {
        isRepeating = plan.repeatsOrders
        budget = plan.orderBudget
        longestWait = plan.longestWait
        generator = SplitMix64(seed: seed)
    }

    /// `elapsed` is the time since the first attempt began.
    package mutating func decide(on answer: Answer, elapsed: Duration) -> Decision {
        attempts += 1
        let verdict = answer.verdict
        guard isRepeating, !isDefinite(answer) else { return .settled(verdict) }
        let wait = wait(before: answer)
        guard elapsed + wait < budget else { return .settled(givenUp(verdict)) }
        return .again(after: wait, label: verdict.label)
    }

    private func isDefinite(_ answer: Answer) -> Bool {
        switch answer {
        case .cancelled: true
        case .noResponse: false
        case .response(let response):
            switch response.status {
            case 429, 500...: false
            case 409: response.code != "request_in_progress"
            default: true
            }
        }
    }

    private mutating func wait(before answer: Answer) -> Duration {
        if case .response(let response) = answer, let asked = response.retryAfter { return min(asked, longestWait) }
        let doubled = Self.firstWait * (1 << min(attempts - 1, 10))
        let jitter = Double.random(in: 0.5...1, using: &generator)
        return min(doubled, longestWait) * jitter
    }

    /// An order that was only ever put off is shed; any other without a definite answer has failed.
    private func givenUp(_ last: Verdict) -> Verdict {
        Verdict(outcome: last.outcome == .shed ? .shed : .failed, label: "unsettled, last \(last.label)")
    }
}
