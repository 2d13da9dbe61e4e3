/// A tick every `interval`, until the task is cancelled. A late consumer gets its next tick at once and no more: ticks do not pile up.
package struct PollTicks<C: Clock>: AsyncSequence, Sendable where C.Duration == Duration {
    package typealias Element = Void
    package typealias Failure = Never

    let clock: C
    let interval: Duration

    package init(every interval: Duration, clock: C) {
        self.clock = clock
        self.interval = interval
    }

    package struct Iterator: AsyncIteratorProtocol {
        let clock: C
        let interval: Duration
        var last: C.Instant

        package mutating func next() async -> Void? {
            await next(isolation: nil)
        }

        package mutating func next(isolation actor: isolated (any Actor)?) async -> Void? {
            let due = Swift.max(last.advanced(by: interval), clock.now)
            guard (try? await clock.sleep(until: due, tolerance: nil)) != nil else { return nil }
            last = due
            return ()
        }
    }

    package func makeAsyncIterator() -> Iterator {
        Iterator(clock: clock, interval: interval, last: clock.now)
    }
}
