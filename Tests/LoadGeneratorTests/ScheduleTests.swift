import LoadGenerator
import Synchronization
import Testing

@Suite("Arrival schedule")
struct ScheduleTests {
    /// A clock that jumps to wherever somebody sleeps, and may be set back by what happens meanwhile.
    private final class JumpingClock: Clock {
        struct Instant: InstantProtocol {
            var offset: Duration = .zero

            func advanced(by duration: Duration) -> Instant { Instant(offset: offset + duration) }
            func duration(to other: Instant) -> Duration { other.offset - offset }
            static func < (left: Instant, right: Instant) -> Bool { left.offset < right.offset }
        }

        private let instant = Mutex(Instant())

        var now: Instant { instant.withLock { $0 } }
        var minimumResolution: Duration { .nanoseconds(1) }

        func sleep(until deadline: Instant, tolerance: Duration?) async throws {
            try Task.checkCancellation()
            instant.withLock { $0 = max($0, deadline) }
        }

        func advance(by duration: Duration) { instant.withLock { $0 = $0.advanced(by: duration) } }
    }

    @Test func arrivalsAreEvenAndNoErrorAddsUp() {
        let schedule = ArrivalSchedule(rate: 3, duration: .seconds(100))
        #expect(schedule.count == 300)
        #expect(schedule.offset(of: 0) == .zero)
        #expect(schedule.offset(of: 3) == .seconds(1))
        #expect(schedule.offset(of: 297) == .seconds(99))
        #expect(ArrivalSchedule(rate: 0.1, duration: .seconds(1)).count == 1)
        #expect(ArrivalSchedule(rate: 2.5, duration: .seconds(1)).count == 3)
    }

    @Test func visitorsComeWhenTheyAreDue() async {
        let clock = JumpingClock()
        var arrivals: [(due: Duration, at: Duration)] = []
        await Pacer(clock: clock, schedule: ArrivalSchedule(rate: 10, duration: .seconds(1))).run { _, due in
            arrivals.append((due.offset, clock.now.offset))
        }
        #expect(arrivals.count == 10)
        #expect(arrivals.allSatisfy { $0.due == $0.at })
        #expect(arrivals.last?.due == .seconds(0.9))
    }

    /// No coordinated omission: a stall delays visitors, but not the time from which they are measured, and none is left out.
    @Test func aStallDoesNotMoveTheTimesThatVisitorsWereDue() async {
        let clock = JumpingClock()
        var late: [Duration] = []
        await Pacer(clock: clock, schedule: ArrivalSchedule(rate: 10, duration: .seconds(1))).run { number, due in
            if number == 2 { clock.advance(by: .milliseconds(450)) }
            late.append(due.duration(to: clock.now))
        }
        #expect(late.map { Int($0 / .milliseconds(1)) } == [0, 0, 450, 350, 250, 150, 50, 0, 0, 0])
    }

    @Test func cancellationEndsTheArrivals() async {
        let schedule = ArrivalSchedule(rate: 1, duration: .seconds(1000))
        let count = await withTaskGroup(of: Int.self) { group in
            group.addTask {
                var count = 0
                await Pacer(clock: JumpingClock(), schedule: schedule).run { number, _ in
                    count += 1
                    if number == 4 { withUnsafeCurrentTask { $0?.cancel() } }
                }
                return count
            }
            return await group.next()
        }
        #expect(count == 5)
    }
}
