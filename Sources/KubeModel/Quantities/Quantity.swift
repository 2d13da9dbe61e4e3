/// An amount of a resource, such as `500m`, `1.5`, `128Mi` or `1e3`. Exact down to a billionth; finer ones are rounded up, larger than
/// 2⁶³-1 count as that, as in Kubernetes. Two are equal when their amounts are, however they are written.
package struct Quantity: Sendable {
    /// How the amount is written.
    package enum Format: Sendable {
        /// `1500m`, `2k`
        case decimal
        /// `128Mi`
        case binary
        /// `1e3`
        case exponent
    }

    static let nanosPerUnit: Int128 = 1_000_000_000
    static let largest = Int128(Int64.max) * nanosPerUnit

    /// In billionths.
    let nanos: Int128
    package let format: Format

    init(nanos: Int128, format: Format) {
        self.nanos = min(max(nanos, -Self.largest), Self.largest)
        self.format = format
    }

    package init(_ whole: Int, format: Format = .decimal) { self.init(nanos: Int128(whole) * Self.nanosPerUnit, format: format) }

    package init(milli: Int) { self.init(nanos: Int128(milli) * 1_000_000, format: .decimal) }

    package static let zero = Quantity(0)

    /// In units, rounded up (away from zero).
    package var value: Int { Self.clamped(Self.dividedRoundingUp(nanos, Self.nanosPerUnit)) }

    /// In thousandths, rounded up (away from zero): what processors are counted in.
    package var milliValue: Int { Self.clamped(Self.dividedRoundingUp(nanos, 1_000_000)) }

    /// In units; not exact.
    package var double: Double { Double(nanos) / Double(Self.nanosPerUnit) }

    static func dividedRoundingUp(_ value: Int128, _ divisor: Int128) -> Int128 {
        let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
        return remainder == 0 ? quotient : quotient + remainder.signum()
    }

    private static func clamped(_ value: Int128) -> Int { Int(clamping: value) }
}

extension Quantity: Comparable, Hashable {
    package static func == (left: Self, right: Self) -> Bool { left.nanos == right.nanos }
    package static func < (left: Self, right: Self) -> Bool { left.nanos < right.nanos }
    package func hash(into hasher: inout Hasher) { hasher.combine(nanos) }
}

extension Quantity {
    /// Written as the left one, unless that is zero.
    package static func + (left: Self, right: Self) -> Self {
        Quantity(nanos: left.nanos + right.nanos, format: left.nanos == 0 ? right.format : left.format)
    }

    package static func - (left: Self, right: Self) -> Self {
        Quantity(nanos: left.nanos - right.nanos, format: left.nanos == 0 ? right.format : left.format)
    }
}
