/// Strings with the escapes of Go, which are those of PromQL.
extension SelectorParser {
    /// A string in double or single quotes, or raw in back quotes.
    mutating func string() throws(SelectorFault) -> String {
        guard let quote = next, quote == "\"" || quote == "'" || quote == "`" else {
            throw fault("expected a string in quotes, found \(found)")
        }
        let start = index
        index += 1
        // Bytes, because `\xe2\x82\xac` is one character.
        var bytes: [UInt8] = []
        while let scalar = next, scalar != quote {
            if scalar == "\n", quote != "`" { throw fault("a string ends before the end of its line") }
            if scalar == "\\", quote != "`" {
                try escape(quote, into: &bytes)
            } else {
                bytes.append(contentsOf: UTF8.encode(scalar).map(Array.init) ?? [])
                index += 1
            }
        }
        guard next == quote else { throw SelectorFault(at: start + 1, "a string that is not closed") }
        index += 1
        guard let text = String(validating: bytes, as: UTF8.self) else { throw SelectorFault(at: start + 1, "a string that is no UTF-8") }
        return text
    }

    private mutating func escape(_ quote: Unicode.Scalar, into bytes: inout [UInt8]) throws(SelectorFault) {
        let start = index
        index += 1
        guard let scalar = next else { throw SelectorFault(at: start + 1, "a string that is not closed") }
        index += 1
        switch scalar {
        case "a": bytes.append(7)
        case "b": bytes.append(8)
        case "f": bytes.append(12)
        case "n": bytes.append(10)
        case "r": bytes.append(13)
        case "t": bytes.append(9)
        case "v": bytes.append(11)
        case "\\": bytes.append(92)
        case quote: bytes.append(contentsOf: UTF8.encode(quote).map(Array.init) ?? [])
        case "x": bytes.append(try byte(digits: 2, radix: 16, from: start))
        case "0"..."7":
            index -= 1
            bytes.append(try byte(digits: 3, radix: 8, from: start))
        case "u", "U":
            let value = try number(digits: scalar == "u" ? 4 : 8, radix: 16, from: start)
            guard let character = Unicode.Scalar(value) else { throw SelectorFault(at: start + 1, "no character of Unicode") }
            bytes.append(contentsOf: UTF8.encode(character).map(Array.init) ?? [])
        default: throw SelectorFault(at: start + 1, "`\\\(scalar)` is no escape in \(quote == "'" ? "single" : "double") quotes")
        }
    }

    private mutating func byte(digits: Int, radix: UInt32, from start: Int) throws(SelectorFault) -> UInt8 {
        guard let byte = UInt8(exactly: try number(digits: digits, radix: radix, from: start)) else {
            throw SelectorFault(at: start + 1, "an escape above 255")
        }
        return byte
    }

    private mutating func number(digits: Int, radix: UInt32, from start: Int) throws(SelectorFault) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<digits {
            guard let digit = next.flatMap({ Character($0).hexDigitValue }).flatMap(UInt32.init(exactly:)), digit < radix,
                next?.isASCII == true
            else { throw SelectorFault(at: start + 1, "an escape of \(digits) digits to the base \(radix) that lacks some") }
            value = value &* radix &+ digit
            index += 1
        }
        return value
    }
}
