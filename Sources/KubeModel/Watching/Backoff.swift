/// Pauses between tries: longer each time, up to a limit, and never in step with those of others.
package struct Backoff: Sendable, Equatable {
    package var first: Duration
    package var longest: Duration

    package init(first: Duration = .milliseconds(100), longest: Duration = .seconds(10)) {
        self.first = first
        self.longest = longest
    }

    /// The pause after so many failures in a row: half of the exponential one, and a random share of the other half.
    /// - Parameter random: From 0 to 1.
    package func pause(afterFailures count: Int, random: Double) -> Duration {
        guard count > 0 else { return .zero }
        let whole = min(first * (1 << min(count - 1, 20)), longest)
        return whole / 2 + whole / 2 * random
    }
}
