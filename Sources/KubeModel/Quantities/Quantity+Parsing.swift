extension Quantity {
    /// What a suffix multiplies by, and how an amount with it is written.
    private struct Scale {
        var powerOfTen = 0
        var powerOfTwo = 0
        var format = Format.decimal
    }

    private static let decimalSuffixes: [Substring: Int] = [
        "n": -9, "u": -6, "m": -3, "": 0, "k": 3, "M": 6, "G": 9, "T": 12, "P": 15, "E": 18,
    ]
    private static let binarySuffixes: [Substring: Int] = ["Ki": 10, "Mi": 20, "Gi": 30, "Ti": 40, "Pi": 50, "Ei": 60]

    /// Reads `500m`, `1.5`, `128Mi`, `1e3`. Nil for anything else.
    package init?(_ text: String) {
        var rest = Substring(text)
        let isNegative = rest.first == "-"
        if isNegative || rest.first == "+" { rest = rest.dropFirst() }
        let whole = Self.takeDigits(&rest)
        var fraction: Substring = ""
        if rest.first == "." {
            rest = rest.dropFirst()
            fraction = Self.takeDigits(&rest)
        }
        guard !whole.isEmpty || !fraction.isEmpty, let scale = Self.scale(rest) else { return nil }
        let nanos = Self.nanos(whole: whole, fraction: fraction, scale)
        self.init(nanos: isNegative ? -nanos : nanos, format: scale.format)
    }

    /// Reads a string or a number. Nil for anything else.
    package init?(_ json: JSON) {
        switch json {
        case .string(let text): self.init(text)
        case .integer(let value): self.init(value)
        case .number(let value): self.init("\(value)")
        default: return nil
        }
    }

    private static func takeDigits(_ text: inout Substring) -> Substring {
        let digits = text.prefix { ("0"..."9").contains($0) }
        text = text.dropFirst(digits.count)
        return digits
    }

    private static func scale(_ suffix: Substring) -> Scale? {
        if let power = decimalSuffixes[suffix] { return Scale(powerOfTen: power) }
        if let power = binarySuffixes[suffix] { return Scale(powerOfTwo: power, format: .binary) }
        guard suffix.first == "e" || suffix.first == "E" else { return nil }
        var digits = suffix.dropFirst()
        let isNegative = digits.first == "-"
        if isNegative || digits.first == "+" { digits = digits.dropFirst() }
        guard !digits.isEmpty, takeDigits(&digits).isEmpty == false, digits.isEmpty else { return nil }
        // Beyond that every amount is none or the largest.
        let power = Int(suffix.drop { !("0"..."9").contains($0) }).map { min($0, 99) } ?? 99
        return Scale(powerOfTen: isNegative ? -power : power, format: .exponent)
    }

    private static func nanos(whole: Substring, fraction: Substring, _ scale: Scale) -> Int128 {
        let digits = (whole + fraction).drop { $0 == "0" }
        guard !digits.isEmpty else { return 0 }
        // 30 digits hold any amount to the last billionth; what is below only rounds up.
        let kept = digits.prefix(30)
        let dropped = digits.dropFirst(30)
        var value = Int128(String(kept)) ?? largest
        if dropped.contains(where: { $0 != "0" }) { value += 1 }
        let power = scale.powerOfTen + 9 - fraction.count + dropped.count
        return scaled(value, powerOfTen: power, powerOfTwo: scale.powerOfTwo)
    }

    private static func scaled(_ value: Int128, powerOfTen: Int, powerOfTwo: Int) -> Int128 {
        var value = value
        var isInexact = false
        // Dividing first wherever it is exact, or at least once the value is large, keeps it within 128 bits.
        var power = powerOfTen
        var doublings = powerOfTwo
        while doublings > 0 || power != 0 {
            if doublings > 0, let doubled = product(value, 2) {
                value = doubled
                doublings -= 1
            } else if power < 0 {
                let (quotient, remainder) = value.quotientAndRemainder(dividingBy: 10)
                isInexact = isInexact || remainder != 0
                value = quotient
                power += 1
                if value == 0, doublings == 0 { break }
            } else if doublings == 0, let tenfold = product(value, 10) {
                value = tenfold
                power -= 1
            } else {
                return largest
            }
        }
        return isInexact ? value + 1 : value
    }

    private static func product(_ value: Int128, _ factor: Int128) -> Int128? {
        let (product, overflow) = value.multipliedReportingOverflow(by: factor)
        return overflow ? nil : product
    }
}
