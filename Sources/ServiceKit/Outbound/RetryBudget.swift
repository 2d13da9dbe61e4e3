/// Allows retries as a share of the calls, so that a struggling service is not called several times as often as a healthy one.
///
/// Source: the retry budget of Finagle, https://twitter.github.io/finagle/guide/Clients.html#retries
package struct RetryBudget: Sendable {
    /// In hundredths of a retry.
    private var balance: Int
    private let perCall: Int
    private let capacity: Int

    /// `percent` retries for each hundred calls, and `reserve` of them in hand at the start and at most.
    package init(percent: Int = 20, reserve: Int = 20) {
        perCall = percent
        capacity = reserve * 100
        balance = capacity
    }

    package mutating func recordCall() { balance = min(capacity, balance + perCall) }

    /// Takes one retry out of the budget, if it has one.
    package mutating func withdraw() -> Bool {
        guard balance >= 100 else { return false }
        balance -= 100
        return true
    }
}
