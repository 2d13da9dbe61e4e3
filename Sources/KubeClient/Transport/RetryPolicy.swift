package import KubeModel

/// Decides whether a request is sent again, and when. Pure.
package struct RetryPolicy: Sendable {
    /// What came of one try.
    package enum Outcome: Sendable, Equatable {
        /// No connection could be had.
        case notSent
        /// The connection broke or was too slow: nobody knows what became of the request.
        case lost
        case answered(status: Int, retryAfter: Duration?)
    }

    /// The longest that a server's Retry-After is heeded; a longer one is told to the caller at once.
    package static let longestHeeded: Duration = .seconds(5)

    let maximumTries: Int
    let backoff: Backoff

    package init(maximumTries: Int, backoff: Backoff) {
        self.maximumTries = maximumTries
        self.backoff = backoff
    }

    /// Nil when the outcome stands.
    /// - Parameter random: From 0 to 1.
    package func pause(after outcome: Outcome, try number: Int, isSafe: Bool, random: Double) -> Duration? {
        guard number < maximumTries else { return nil }
        let own = backoff.pause(afterFailures: number, random: random)
        switch outcome {
        case .notSent: return own
        case .lost: return isSafe ? own : nil
        case .answered(429, let wait?), .answered(503, let wait?): return wait <= Self.longestHeeded ? max(wait, own) : nil
        case .answered(429, nil): return own
        case .answered(500...504, _): return isSafe ? own : nil
        case .answered: return nil
        }
    }
}
