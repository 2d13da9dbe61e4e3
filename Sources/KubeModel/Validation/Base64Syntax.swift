/// Standard Base64 with padding, as bytes stand in JSON.
enum Base64Syntax {
    static func isValid(_ text: String) -> Bool {
        let significant = text.utf8.filter { $0 != 0x0A && $0 != 0x0D }
        let padding = significant.reversed().prefix { $0 == UInt8(ascii: "=") }.count
        return significant.count.isMultiple(of: 4) && padding <= 2 && significant.dropLast(padding).allSatisfy(isDigit)
    }

    /// Where Go's decoder stops: at the first character that is no digit, or at the end.
    static func firstFault(in text: String) -> Int {
        text.utf8.enumerated().first { !isDigit($0.element) && $0.element != UInt8(ascii: "=") }?.offset ?? text.utf8.count
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        NameSyntax.isAlphanumeric(byte) || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "/")
    }
}
