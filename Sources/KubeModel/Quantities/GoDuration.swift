/// Durations as Go writes them, and with it Istio and Kubernetes: `250ms`, `1.5s`, `1h2m`.
package enum GoDuration {
    private static let nanosecondsPerUnit: [String: Int128] = [
        "ns": 1, "us": 1_000, "µs": 1_000, "μs": 1_000, "ms": 1_000_000, "s": 1_000_000_000, "m": 60_000_000_000, "h": 3_600_000_000_000,
    ]

    /// Reads a sequence of numbers with units; a plain `0` needs none. Nil for anything else, and beyond 292 years. What is below a
    /// nanosecond is dropped.
    package static func parse(_ text: String) -> Duration? {
        var rest = Substring(text)
        let isNegative = rest.first == "-"
        if isNegative || rest.first == "+" { rest = rest.dropFirst() }
        if rest == "0" { return .zero }
        guard !rest.isEmpty else { return nil }
        var total: Int128 = 0
        while !rest.isEmpty {
            guard let part = part(&rest) else { return nil }
            total += part
            guard total <= Int128(Int64.max) else { return nil }
        }
        return .nanoseconds(Int64(isNegative ? -total : total))
    }

    private static func part(_ rest: inout Substring) -> Int128? {
        let isDigit = { (character: Character) in ("0"..."9").contains(character) }
        let whole = rest.prefix(while: isDigit)
        rest = rest.dropFirst(whole.count)
        var fraction: Substring = ""
        if rest.first == "." {
            fraction = rest.dropFirst().prefix(while: isDigit)
            rest = rest.dropFirst(fraction.count + 1)
        }
        let unit = rest.prefix { $0 != "." && !isDigit($0) }
        rest = rest.dropFirst(unit.count)
        guard let scale = nanosecondsPerUnit[String(unit)], !whole.isEmpty || !fraction.isEmpty, whole.count <= 19 else { return nil }
        // Eighteen digits of a fraction of an hour are well below a nanosecond.
        let digits = fraction.prefix(18)
        let divisor = digits.reduce(Int128(1)) { product, _ in product * 10 }
        return (Int128(whole) ?? 0) * scale + (Int128(digits) ?? 0) * scale / divisor
    }

    /// As `time.Duration` prints it: `1h2m0s`, `1.5s`, `250ms`, `0s`; to the nanosecond.
    package static func text(_ duration: Duration) -> String {
        let (seconds, attoseconds) = duration.components
        let nanoseconds = Int128(seconds) * 1_000_000_000 + Int128(attoseconds / 1_000_000_000)
        let sign = nanoseconds < 0 ? "-" : ""
        let magnitude = Int128(nanoseconds.magnitude)
        switch magnitude {
        case 0: return "0s"
        case ..<1_000: return "\(sign)\(magnitude)ns"
        case ..<1_000_000: return "\(sign)\(decimal(magnitude, 1_000))µs"
        case ..<1_000_000_000: return "\(sign)\(decimal(magnitude, 1_000_000))ms"
        default: break
        }
        let minutes = magnitude / 60_000_000_000
        let rest = "\(decimal(magnitude % 60_000_000_000, 1_000_000_000))s"
        if minutes == 0 { return "\(sign)\(rest)" }
        return minutes < 60 ? "\(sign)\(minutes)m\(rest)" : "\(sign)\(minutes / 60)h\(minutes % 60)m\(rest)"
    }

    private static func decimal(_ value: Int128, _ unit: Int128) -> String {
        let (whole, rest) = value.quotientAndRemainder(dividingBy: unit)
        guard rest != 0 else { return "\(whole)" }
        let digits = String(String(unit + rest).dropFirst())
        return "\(whole).\(digits.reversed().drop { $0 == "0" }.reversed().map(String.init).joined())"
    }
}
