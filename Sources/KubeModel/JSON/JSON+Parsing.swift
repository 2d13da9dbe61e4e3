/// Why a text is no JSON, and where.
package struct JSONSyntaxError: Error, Equatable, CustomStringConvertible {
    package let reason: String
    /// In bytes from the start.
    package let offset: Int

    package var description: String { "invalid JSON at byte \(offset): \(reason)" }
}

extension JSON {
    /// The deepest nesting that is read.
    package static let depthLimit = 256

    /// Reads one JSON text (RFC 8259). Of a repeated key the last one counts.
    package init(parsing bytes: some Sequence<UInt8>) throws(JSONSyntaxError) {
        var parser = JSONParser(bytes: Array(bytes))
        self = try parser.document()
    }

    package init(parsing text: String) throws(JSONSyntaxError) {
        try self.init(parsing: Array(text.utf8))
    }
}

/// A recursive descent over the bytes.
private struct JSONParser {
    let bytes: [UInt8]
    var index = 0
    var depth = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    mutating func document() throws(JSONSyntaxError) -> JSON {
        let value = try value()
        skipSpace()
        guard index == bytes.count else { throw fault("something follows the value") }
        return value
    }

    private func fault(_ reason: String) -> JSONSyntaxError { JSONSyntaxError(reason: reason, offset: index) }

    private var next: UInt8? { index < bytes.count ? bytes[index] : nil }

    private mutating func skipSpace() {
        while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { index += 1 }
    }

    private mutating func accept(_ byte: UInt8) -> Bool {
        guard next == byte else { return false }
        index += 1
        return true
    }

    private mutating func value() throws(JSONSyntaxError) -> JSON {
        skipSpace()
        guard let byte = next else { throw fault("the text ends where a value should be") }
        switch byte {
        case UInt8(ascii: "{"): return try nested(Self.object)
        case UInt8(ascii: "["): return try nested(Self.array)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return try number()
        }
    }

    private mutating func nested(_ read: (inout Self) throws(JSONSyntaxError) -> JSON) throws(JSONSyntaxError) -> JSON {
        guard depth < JSON.depthLimit else { throw fault("nested deeper than \(JSON.depthLimit)") }
        depth += 1
        index += 1
        let value = try read(&self)
        depth -= 1
        return value
    }

    private static func object(_ parser: inout Self) throws(JSONSyntaxError) -> JSON {
        var members: [String: JSON] = [:]
        parser.skipSpace()
        if parser.accept(UInt8(ascii: "}")) { return .object(members) }
        while true {
            parser.skipSpace()
            guard parser.next == UInt8(ascii: "\"") else { throw parser.fault("a key in quotes is missing") }
            let key = try parser.string()
            parser.skipSpace()
            guard parser.accept(UInt8(ascii: ":")) else { throw parser.fault("':' is missing after a key") }
            members[key] = try parser.value()
            parser.skipSpace()
            if parser.accept(UInt8(ascii: "}")) { return .object(members) }
            guard parser.accept(UInt8(ascii: ",")) else { throw parser.fault("',' or '}' is missing") }
        }
    }

    private static func array(_ parser: inout Self) throws(JSONSyntaxError) -> JSON {
        var elements: [JSON] = []
        parser.skipSpace()
        if parser.accept(UInt8(ascii: "]")) { return .array(elements) }
        while true {
            elements.append(try parser.value())
            parser.skipSpace()
            if parser.accept(UInt8(ascii: "]")) { return .array(elements) }
            guard parser.accept(UInt8(ascii: ",")) else { throw parser.fault("',' or ']' is missing") }
        }
    }

    private mutating func word(_ text: StaticString, _ value: JSON) throws(JSONSyntaxError) -> JSON {
        let end = index + text.utf8CodeUnitCount
        guard end <= bytes.count, text.withUTF8Buffer({ bytes[index..<end].elementsEqual($0) }) else { throw fault("an unknown word") }
        index = end
        return value
    }

    private mutating func number() throws(JSONSyntaxError) -> JSON {
        let start = index
        _ = accept(UInt8(ascii: "-"))
        let firstDigit = next
        let whole = digits()
        guard whole > 0, whole == 1 || firstDigit != UInt8(ascii: "0") else { throw fault("no value can start like this") }
        var isWhole = true
        if accept(UInt8(ascii: ".")) {
            isWhole = false
            guard digits() > 0 else { throw fault("a digit is missing after '.'") }
        }
        if accept(UInt8(ascii: "e")) || accept(UInt8(ascii: "E")) {
            isWhole = false
            if !accept(UInt8(ascii: "+")) { _ = accept(UInt8(ascii: "-")) }
            guard digits() > 0 else { throw fault("a digit is missing in the exponent") }
        }
        let text = String(decoding: bytes[start..<index], as: UTF8.self)
        if isWhole, let value = Int(text) { return .integer(value) }
        guard let value = Double(text), value.isFinite else { throw fault("\(text) does not fit a number") }
        return .number(value)
    }

    private mutating func digits() -> Int {
        let start = index
        while let byte = next, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") { index += 1 }
        return index - start
    }

    private mutating func string() throws(JSONSyntaxError) -> String {
        index += 1
        let start = index
        while let byte = next, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 { index += 1 }
        var text = Array(bytes[start..<index])
        while true {
            guard let byte = next else { throw fault("a string has no end") }
            index += 1
            switch byte {
            case UInt8(ascii: "\""):
                guard let string = String(validating: text, as: UTF8.self) else { throw fault("a string is not UTF-8") }
                return string
            case UInt8(ascii: "\\"): try escape(into: &text)
            case 0..<0x20: throw fault("a control character in a string")
            default: text.append(byte)
            }
        }
    }

    private mutating func escape(into text: inout [UInt8]) throws(JSONSyntaxError) {
        guard let byte = next else { throw fault("a string has no end") }
        index += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"): text.append(contentsOf: String(try scalar()).utf8)
        default: throw fault("an unknown escape")
        }
    }

    /// The scalar of `\uXXXX`, with its second half where it is the first of a surrogate pair.
    private mutating func scalar() throws(JSONSyntaxError) -> Unicode.Scalar {
        let unit = try codeUnit()
        if let scalar = Unicode.Scalar(unit) { return scalar }
        guard UTF16.isLeadSurrogate(UInt16(unit)), accept(UInt8(ascii: "\\")), accept(UInt8(ascii: "u")) else {
            throw fault("half a surrogate pair")
        }
        let trail = try codeUnit()
        guard UTF16.isTrailSurrogate(UInt16(trail)),
            let scalar = Unicode.Scalar(0x10000 + ((unit & 0x3FF) << 10 | (trail & 0x3FF)))
        else { throw fault("half a surrogate pair") }
        return scalar
    }

    private mutating func codeUnit() throws(JSONSyntaxError) -> UInt32 {
        guard index + 4 <= bytes.count else { throw fault("four hexadecimal digits are missing") }
        var unit: UInt32 = 0
        for byte in bytes[index..<index + 4] {
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { throw fault("four hexadecimal digits are missing") }
            unit = unit << 4 | UInt32(digit)
        }
        index += 4
        return unit
    }
}
