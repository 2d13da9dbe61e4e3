/// Lets visitors arrive when they are due, however long those before them take.
///
/// When it falls behind, it lets the late ones in at once and still tells when they were due: measured from then, the wait that a
/// stalled shop causes is not left out (no coordinated omission).
package struct Pacer<C: Clock>: Sendable where C.Duration == Duration {
    private let clock: C
    private let schedule: ArrivalSchedule

    package init(clock: C, schedule: ArrivalSchedule) {
        self.clock = clock
        self.schedule = schedule
    }

    /// Calls `arrive` with the number and the due time of each visitor. Returns early when the task is cancelled.
    package func run(_ arrive: (_ number: Int, _ due: C.Instant) -> Void) async {
        let start = clock.now
        for number in 0..<schedule.count {
            let due = start.advanced(by: schedule.offset(of: number))
            if clock.now < due {
                do { try await clock.sleep(until: due, tolerance: .zero) } catch { return }
            }
            guard !Task.isCancelled else { return }
            arrive(number, due)
        }
    }
}
