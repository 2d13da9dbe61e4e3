/// What a plain scalar of YAML means to Kubernetes' tools.
enum YAMLScalar {
    /// Nil for numbers that JSON does not have: infinity and what is not a number.
    static func value(of text: String) -> JSON? {
        switch text {
        case "", "~", "null", "Null", "NULL": .null
        case "true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON", "y", "Y": true
        case "false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF", "n", "N": false
        case ".nan", ".NaN", ".NAN": nil
        case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF", "-.inf", "-.Inf", "-.INF": nil
        default: number(text) ?? .string(text)
        }
    }

    /// Dates begin with digits as well: only what is a number to its end is one.
    private static func number(_ text: String) -> JSON? {
        guard let first = text.utf8.first, NameSyntax.isDigit(first) || "+-.".utf8.contains(first) else { return nil }
        if let integer = integer(text) { return .integer(integer) }
        guard text.wholeMatch(of: /[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?/) != nil, let number = Double(padded(text))
        else { return nil }
        // JSON has one kind of number: 1.0 is 1.
        guard number.isFinite else { return nil }
        return Int(exactly: number).map(JSON.integer) ?? .number(number)
    }

    /// Go reads a fraction without digits on one side; Swift does not.
    private static func padded(_ text: String) -> String {
        text.replacing(/\.(?=[eE]|$)/, with: "").replacing(/^(?<sign>[-+]?)\./) { "\($0.sign)0." }
    }

    /// Decimal, `0x`, `0o`, `0b`, and octal after a plain 0; with `_` between the digits.
    private static func integer(_ text: String) -> Int? {
        var digits = text.filter { $0 != "_" }
        let isNegative = digits.hasPrefix("-")
        if isNegative || digits.hasPrefix("+") { digits.removeFirst() }
        guard let first = digits.first, first.isASCII, first.isNumber else { return nil }
        let radix = Self.radix(of: digits.lowercased())
        let magnitude = digits.dropFirst(radix.prefix)
        guard magnitude.first?.isHexDigit == true, let value = Int((isNegative ? "-" : "") + magnitude, radix: radix.base) else {
            return nil
        }
        return value
    }

    private static func radix(of digits: String) -> (base: Int, prefix: Int) {
        if digits.hasPrefix("0x") { return (16, 2) }
        if digits.hasPrefix("0o") { return (8, 2) }
        if digits.hasPrefix("0b") { return (2, 2) }
        return digits.hasPrefix("0") && digits.count > 1 ? (8, 1) : (10, 0)
    }
}
