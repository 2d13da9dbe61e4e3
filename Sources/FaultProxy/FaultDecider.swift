import Synchronization

/// Decides request by request what goes wrong. Seeded: the same requests in the same order have the same faults.
package final class FaultDecider: Sendable {
    /// What becomes of one request.
    package struct Verdict: Sendable, Equatable {
        /// The status of the error that is the answer; nil when the request is passed on.
        package var status: Int?
        package var delay: Duration = .zero
        package var slowdown = 1.0
        /// Whether the process ends by this request.
        package var crashes = false
    }

    private struct State {
        var random: UInt64
        var requests = 0
        /// The present second, and the requests in it.
        var second: Int64 = -1
        var inSecond = 0
    }

    private let rules: [FaultRule]
    private let crash: FaultPlan.Crash?
    private let state: Mutex<State>

    package init(_ rules: [FaultRule], crash: FaultPlan.Crash? = nil, seed: UInt64) {
        self.rules = rules
        self.crash = crash
        state = Mutex(State(random: seed))
    }

    /// - Parameter now: Since any fixed moment.
    package func verdict(method: String, target: String, host: String?, now: Duration) -> Verdict {
        let rule = rules.first { $0.matches(method: method, target: target, host: host) }
        return state.withLock { state in
            var verdict = Verdict()
            verdict.crashes = count(&state, second: now.components.seconds)
            guard let rule else { return verdict }
            if rule.errors > 0, Self.unit(&state.random) < rule.errors { verdict.status = rule.status }
            verdict.delay = .microseconds(Int64(rule.delayMilliseconds * 1000))
            verdict.slowdown = rule.slowdown
            return verdict
        }
    }

    private func count(_ state: inout State, second: Int64) -> Bool {
        state.requests += 1
        if state.second != second { (state.second, state.inSecond) = (second, 0) }
        state.inSecond += 1
        guard let crash else { return false }
        return crash.afterRequests.map { state.requests >= $0 } ?? false || crash.aboveRate.map { state.inSecond > $0 } ?? false
    }

    /// From 0 to below 1 (SplitMix64).
    private static func unit(_ state: inout UInt64) -> Double {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return Double((mixed ^ (mixed >> 31)) >> 11) * 0x1p-53
    }
}
