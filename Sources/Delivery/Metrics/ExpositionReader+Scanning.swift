/// The pieces of a line.
extension ExpositionReader {
    /// Bytes that mean something in an exposition.
    enum Byte {
        static let newline = UInt8(ascii: "\n")
        static let hash = UInt8(ascii: "#")
        static let open = UInt8(ascii: "{")
        static let close = UInt8(ascii: "}")
        static let quote = UInt8(ascii: "\"")
        static let backslash = UInt8(ascii: "\\")
        static let comma = UInt8(ascii: ",")
        static let equals = UInt8(ascii: "=")
        static let colon = UInt8(ascii: ":")

        static func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
        static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

        static func isName(_ byte: UInt8) -> Bool {
            byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z") || byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z")
                || byte == UInt8(ascii: "_") || isDigit(byte)
        }
    }

    /// The byte that comes next; nil at the end.
    var next: UInt8? { index < bytes.count ? bytes[index] : nil }

    mutating func skipBlanks() {
        while let next, Byte.isBlank(next) { index += 1 }
    }

    /// Past the line's end, which has to be there.
    mutating func skipLine() throws(MetricSourceFailure) {
        guard let end = bytes[index...].firstIndex(of: Byte.newline) else { throw fault("it ends in the middle of a line") }
        index = end + 1
    }

    /// The labels in braces, if there are any.
    mutating func readLabels() throws(MetricSourceFailure) {
        labels.slots.removeAll(keepingCapacity: true)
        skipBlanks()
        guard next == Byte.open else { return }
        index += 1
        skipBlanks()
        while next != Byte.close {
            labels.slots.append(try readLabel())
            skipBlanks()
            if next == Byte.close { break }
            guard next == Byte.comma else { throw fault("no comma between two labels") }
            index += 1
            skipBlanks()
        }
        index += 1
    }

    private mutating func readLabel() throws(MetricSourceFailure) -> ExpositionLabels.Slot {
        let name = index
        while let next, Byte.isName(next) { index += 1 }
        let end = index
        skipBlanks()
        guard end > name, next == Byte.equals else { throw fault("a label without a name or a value") }
        index += 1
        skipBlanks()
        guard next == Byte.quote else { throw fault("a label whose value is not in quotes") }
        index += 1
        let start = index
        var isEscaped = false
        while let next, next != Byte.quote {
            guard next != Byte.newline else { throw fault("a label whose value does not end") }
            if next == Byte.backslash {
                isEscaped = true
                index += 1
            }
            index += 1
        }
        guard index < bytes.count else { throw fault("it ends in the middle of a line") }
        defer { index += 1 }
        return ExpositionLabels.Slot(name: name..<end, value: start..<index, isEscaped: isEscaped)
    }

    /// The value, and past the line's end. A time of the sample's own is allowed and not heeded.
    mutating func readValue() throws(MetricSourceFailure) -> Double {
        skipBlanks()
        let token = readToken()
        guard let value = Self.number(bytes[token]) else { throw fault("a sample without a value that is a number") }
        skipBlanks()
        let time = readToken()
        guard time.isEmpty || Int(String(decoding: bytes[time], as: UTF8.self)) != nil else {
            throw fault("a time that is no whole number")
        }
        skipBlanks()
        guard let next else { throw fault("it ends in the middle of a line") }
        guard next == Byte.newline else { throw fault("more than a value and a time") }
        index += 1
        return value
    }

    private mutating func readToken() -> Range<Int> {
        let start = index
        while let next, !Byte.isBlank(next), next != Byte.newline { index += 1 }
        return start..<index
    }

    /// Nearly all values of counters are whole, and up to 15 digits a `Double` holds them exactly.
    static func number(_ digits: ArraySlice<UInt8>) -> Double? {
        guard digits.count <= 15, !digits.isEmpty, digits.allSatisfy(Byte.isDigit) else {
            return Double(String(decoding: digits, as: UTF8.self))
        }
        return Double(digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) })
    }
}
