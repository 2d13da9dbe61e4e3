/// How often something was tried and how often it went wrong.
package struct Tally: Codable, Sendable, Hashable {
    package var attempts: Int
    package var failures: Int

    package init(attempts: Int = 0, failures: Int = 0) {
        self.attempts = attempts
        self.failures = failures
    }

    /// The share of failures, 0 when nothing was tried.
    package var rate: Double { attempts > 0 ? Double(failures) / Double(attempts) : 0 }

    package static func + (left: Tally, right: Tally) -> Tally {
        Tally(attempts: left.attempts + right.attempts, failures: left.failures + right.failures)
    }

    /// What is left when so many are taken away, failures first.
    package func without(worst count: Int) -> Tally {
        let gone = min(max(count, 0), attempts)
        return Tally(attempts: attempts - gone, failures: max(failures - gone, 0))
    }

    /// The difference to an earlier state of the same counters; nil if they went back.
    package func since(_ earlier: Tally) -> Tally? {
        let difference = Tally(attempts: attempts - earlier.attempts, failures: failures - earlier.failures)
        guard difference.failures >= 0, difference.attempts >= difference.failures else { return nil }
        return difference
    }
}
