/// When visitors arrive: evenly, at a rate that does not depend on how fast they are served.
package struct ArrivalSchedule: Sendable {
    package let rate: Double
    package let duration: Duration

    package init(rate: Double, duration: Duration) {
        self.rate = rate
        self.duration = duration
    }

    /// The number of arrivals in the whole run.
    package var count: Int { max(1, Int((rate * (duration / .seconds(1))).rounded(.up))) }

    /// How long after the start the arrival is due. Computed from its number, so that no error adds up.
    package func offset(of number: Int) -> Duration { .seconds(Double(number) / rate) }
}
