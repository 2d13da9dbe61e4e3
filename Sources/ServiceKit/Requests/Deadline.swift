/// The moment after which nobody waits for an answer any more. It travels with a call: each hop passes on what is left.
package struct Deadline: Sendable, Hashable, Comparable {
    private let instant: ContinuousClock.Instant

    package static func after(_ duration: Duration) -> Deadline {
        Deadline(instant: .now.advanced(by: duration))
    }

    /// The time left; never negative.
    package var remaining: Duration { max(.zero, ContinuousClock.now.duration(to: instant)) }

    package var hasPassed: Bool { instant <= .now }

    package static func < (left: Deadline, right: Deadline) -> Bool { left.instant < right.instant }

    /// The deadline of the request that the current task serves.
    package static var current: Deadline? { RequestScope.current?.deadline }
}
