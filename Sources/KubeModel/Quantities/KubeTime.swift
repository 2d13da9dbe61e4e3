/// A moment as objects tell it (RFC 3339, UTC), exact to the microsecond.
package struct KubeTime: Sendable, Hashable {
    /// Since 1970, without leap seconds.
    package let microseconds: Int64

    package init(microseconds: Int64) { self.microseconds = microseconds }

    /// What lies beyond all that can be told becomes the last moment that can.
    package init(seconds: Int) { microseconds = Self.scaled(Int64(seconds)) }

    /// What is below a microsecond is dropped.
    package init(secondsSince1970 seconds: Double) { microseconds = Int64((seconds * 1_000_000).rounded(.down)) }

    /// Whole seconds since 1970, rounded down.
    package var seconds: Int { Int(Self.floorDivision(microseconds, 1_000_000).quotient) }

    package var secondsSince1970: Double { Double(microseconds) / 1_000_000 }

    /// Division with a remainder that is never negative.
    static func floorDivision(_ value: Int64, _ divisor: Int64) -> (quotient: Int64, remainder: Int64) {
        let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}

extension KubeTime: Comparable {
    package static func < (left: Self, right: Self) -> Bool { left.microseconds < right.microseconds }

    /// What is below a microsecond is dropped; what lies beyond all that can be told becomes the last moment that can.
    package static func + (time: Self, duration: Duration) -> Self {
        KubeTime(microseconds: saturated(time.microseconds.addingReportingOverflow(microseconds(of: duration)), towards: duration))
    }

    package static func - (time: Self, duration: Duration) -> Self {
        KubeTime(
            microseconds: saturated(time.microseconds.subtractingReportingOverflow(microseconds(of: duration)), towards: .zero - duration))
    }

    package static func - (left: Self, right: Self) -> Duration { .microseconds(left.microseconds - right.microseconds) }

    /// Negative when `other` is earlier.
    package func duration(to other: Self) -> Duration { other - self }

    private static func microseconds(of duration: Duration) -> Int64 {
        let (seconds, attoseconds) = duration.components
        return saturated(scaled(seconds).addingReportingOverflow(attoseconds / 1_000_000_000_000), towards: duration)
    }

    /// Seconds in microseconds.
    private static func scaled(_ seconds: Int64) -> Int64 {
        saturated(seconds.multipliedReportingOverflow(by: 1_000_000), towards: .seconds(seconds))
    }

    private static func saturated(_ result: (partialValue: Int64, overflow: Bool), towards duration: Duration) -> Int64 {
        guard result.overflow else { return result.partialValue }
        return duration < .zero ? .min : .max
    }
}
