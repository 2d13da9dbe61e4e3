extension Quantity: CustomStringConvertible {
    private static let decimalSuffixes = ["n", "u", "m", "", "k", "M", "G", "T", "P", "E"]
    private static let binarySuffixes = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"]

    /// The canonical form of Kubernetes: no fraction, and the largest suffix with which there is none. Binary amounts below 1024 and
    /// with a fraction are written as decimal ones.
    package var text: String {
        guard nanos != 0 else { return "0" }
        let (whole, fraction) = nanos.quotientAndRemainder(dividingBy: Self.nanosPerUnit)
        if format == .binary, fraction == 0, whole.magnitude >= 1024 {
            let (mantissa, power) = Self.reduced(whole, by: 1024, atMost: Self.binarySuffixes.count - 1)
            return "\(mantissa)\(Self.binarySuffixes[power])"
        }
        let (mantissa, power) = Self.reduced(nanos, by: 1000, atMost: Self.decimalSuffixes.count - 1)
        if format == .exponent { return power == 3 ? "\(mantissa)" : "\(mantissa)e\(power * 3 - 9)" }
        return "\(mantissa)\(Self.decimalSuffixes[power])"
    }

    package var description: String { text }

    package var json: JSON { .string(text) }

    private static func reduced(_ value: Int128, by factor: Int128, atMost limit: Int) -> (mantissa: Int128, power: Int) {
        var mantissa = value
        var power = 0
        while power < limit, mantissa % factor == 0 {
            mantissa /= factor
            power += 1
        }
        return (mantissa, power)
    }
}
