import Configuration

/// A duration as `30s`, `250ms`, `5m`, `1h` or `1m30s`: whole numbers with the units h, m, s and ms, each at most once, largest first.
struct DurationText: ConfigText {
    static let expectation = "a duration with its unit, such as 30s, 250ms, 5m, 1h or 1m30s"

    /// The same rule as a regular expression, as JSON Schema has them.
    static let pattern = "^(?=.)([0-9]+h)?([0-9]+m(?!s))?([0-9]+s)?([0-9]+ms)?$"

    private static let units: [(name: String, milliseconds: Int64)] = [("h", 3_600_000), ("m", 60_000), ("s", 1_000), ("ms", 1)]

    let value: Duration

    init(_ value: Duration) { self.value = value }

    init?(configString text: String) {
        guard (1...64).contains(text.utf8.count) else { return nil }
        var rest = Substring(text)
        var units = Self.units[...]
        var total: Int64 = 0
        while !rest.isEmpty {
            let digits = rest.prefix { ("0"..."9").contains($0) }
            rest = rest.dropFirst(digits.count)
            let name = rest.prefix { ("a"..."z").contains($0) }
            rest = rest.dropFirst(name.count)
            guard let amount = Int64(digits), let index = units.firstIndex(where: { $0.name == name }) else { return nil }
            let (part, overflow) = amount.multipliedReportingOverflow(by: units[index].milliseconds)
            let (sum, excess) = total.addingReportingOverflow(part)
            guard !overflow, !excess else { return nil }
            total = sum
            units = units[(index + 1)...]
        }
        self.value = .milliseconds(total)
    }

    /// The same duration in its shortest form; anything below a millisecond is dropped.
    var description: String {
        let (seconds, attoseconds) = value.components
        var rest = seconds.multipliedReportingOverflow(by: 1_000).partialValue + attoseconds / 1_000_000_000_000_000
        guard rest != 0 else { return "0s" }
        let sign = rest < 0 ? "-" : ""
        rest = Swift.abs(rest)
        var parts = sign
        for unit in Self.units where rest >= unit.milliseconds {
            parts += "\(rest / unit.milliseconds)\(unit.name)"
            rest %= unit.milliseconds
        }
        return parts
    }

    var scalar: ConfigScalar { .text(description) }
}
