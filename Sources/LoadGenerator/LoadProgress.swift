/// How a run stands, once a second.
package struct LoadProgress: Sendable, Equatable {
    package var elapsed: Duration
    package var started: Int
    package var inFlight: Int
    package var dropped: Int
    package var outcomes: [Outcome: Int]
    package var repetitions: Int
    /// In microseconds, of the whole run so far.
    package var p99: Int

    /// One line for people.
    package var line: String {
        let seconds = Int(elapsed / .seconds(1))
        let counts = [Outcome.succeeded, .refused, .shed, .failed].map { "\($0.rawValue) \(outcomes[$0] ?? 0)" }
        let rest = "repeated \(repetitions)  dropped \(dropped)  p99 \(oneDecimal(Double(p99) / 1000)) ms"
        return "\(seconds) s  started \(started)  in flight \(inFlight)  \(counts.joined(separator: "  "))  \(rest)"
    }
}
