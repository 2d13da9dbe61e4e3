import KubeClient
import KubeModel
import Testing

@Suite("Whether a request is sent again")
struct RetryPolicyTests {
    private let policy = RetryPolicy(maximumTries: 3, backoff: Backoff(first: .milliseconds(100), longest: .seconds(1)))

    @Test(arguments: [
        (RetryPolicy.Outcome.notSent, true, true),
        (.lost, true, false),
        (.answered(status: 200, retryAfter: nil), false, false),
        (.answered(status: 404, retryAfter: nil), false, false),
        (.answered(status: 409, retryAfter: .seconds(1)), false, false),
        (.answered(status: 429, retryAfter: nil), true, true),
        (.answered(status: 429, retryAfter: .seconds(1)), true, true),
        (.answered(status: 503, retryAfter: .seconds(1)), true, true),
        (.answered(status: 503, retryAfter: nil), true, false),
        (.answered(status: 500, retryAfter: nil), true, false),
        (.answered(status: 504, retryAfter: nil), true, false),
        (.answered(status: 429, retryAfter: .seconds(60)), false, false),
    ])
    func dependsOnWhatBecameOfIt(outcome: RetryPolicy.Outcome, safe: Bool, unsafe: Bool) {
        #expect((policy.pause(after: outcome, try: 1, isSafe: true, random: 1) != nil) == safe)
        #expect((policy.pause(after: outcome, try: 1, isSafe: false, random: 1) != nil) == unsafe)
        #expect(policy.pause(after: outcome, try: 3, isSafe: true, random: 1) == nil, "no more tries than allowed")
    }

    @Test func pausesGrowAndHeedTheServer() {
        #expect(policy.pause(after: .lost, try: 1, isSafe: true, random: 0) == .milliseconds(50))
        #expect(policy.pause(after: .lost, try: 1, isSafe: true, random: 1) == .milliseconds(100))
        #expect(policy.pause(after: .lost, try: 2, isSafe: true, random: 1) == .milliseconds(200))
        let told = RetryPolicy.Outcome.answered(status: 503, retryAfter: .seconds(2))
        #expect(policy.pause(after: told, try: 1, isSafe: true, random: 0) == .seconds(2))
    }
}
