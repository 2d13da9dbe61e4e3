extension Money {
    /// Reads a plain decimal such as `19.99`, `19.9`, `1999` or `-3.50` as minor units of `currency`.
    /// Returns nil for anything else: signs apart, only ASCII digits, one point, and no more decimals than the currency has
    /// (further decimals must be zeros).
    package init?(decimal text: some StringProtocol, currency: Currency) {
        var digits = Substring(text)
        let isNegative = digits.first == "-"
        if isNegative { digits = digits.dropFirst() }
        let parts = digits.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let whole = parts.first, !whole.isEmpty, whole.utf8.allSatisfy(\.isASCIIDigit) else { return nil }
        var fraction = parts.count == 2 ? parts[1] : ""
        guard parts.count == 1 || !fraction.isEmpty, fraction.utf8.allSatisfy(\.isASCIIDigit) else { return nil }
        let places = currency.minorUnitDigits
        while fraction.count > places, fraction.last == "0" { fraction = fraction.dropLast() }
        guard fraction.count <= places else { return nil }
        let padded = whole + fraction + String(repeating: "0", count: places - fraction.count)
        guard let magnitude = Int(padded) else { return nil }
        self.init(isNegative ? -magnitude : magnitude, currency)
    }

    /// The decimal form without a symbol: `19.99`, `-3.50`, `500` for yen.
    package var decimal: String {
        let places = currency.minorUnitDigits
        let digits = String(amount.magnitude)
        let sign = amount < 0 ? "-" : ""
        guard places > 0 else { return sign + digits }
        let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
        return "\(sign)\(padded.dropLast(places)).\(padded.suffix(places))"
    }
}

extension Money: CustomStringConvertible {
    /// The form a shopper reads: `$19.99`, `€5.00`, `12.000 KWD`.
    package var description: String {
        let symbols = ["USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥"]
        guard let symbol = symbols[currency.code] else { return "\(decimal) \(currency.code)" }
        return amount < 0 ? "-\(symbol)\(decimal.dropFirst())" : symbol + decimal
    }
}

extension UInt8 {
    /// Whether the byte is an ASCII digit.
    fileprivate var isASCIIDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
}
