/// The fields of an `application/x-www-form-urlencoded` text: a form's body or a query string. Of a repeated name the first counts.
struct FormFields: Sendable, Equatable {
    static let maximumFields = 64
    /// Bytes of one name or one value, decoded.
    static let maximumLength = 4_096

    private let values: [String: String]

    /// Throws ``FormFault`` for what no browser sends.
    init(_ encoded: some Collection<UInt8>) throws(FormFault) {
        var values: [String: String] = [:]
        let pairs = encoded.split(separator: UInt8(ascii: "&"))
        guard pairs.count <= Self.maximumFields else { throw .tooManyFields }
        for pair in pairs {
            let parts = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            let name = try Self.decoded(parts[0])
            let value = parts.count == 2 ? try Self.decoded(parts[1]) : ""
            if values[name] == nil { values[name] = value }
        }
        self.values = values
    }

    /// The value without white space round it; nil when there is no such field.
    subscript(name: String) -> String? {
        values[name].map { value in
            let start = value.drop(while: \.isWhitespace)
            return String(start.reversed().drop(while: \.isWhitespace).reversed())
        }
    }

    private static func decoded(_ encoded: some Collection<UInt8>) throws(FormFault) -> String {
        guard encoded.count <= 3 * maximumLength else { throw .tooLong }
        var bytes: [UInt8] = []
        var rest = encoded.makeIterator()
        while let byte = rest.next() {
            switch byte {
            case UInt8(ascii: "+"): bytes.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                guard let high = rest.next().flatMap(hexValue), let low = rest.next().flatMap(hexValue) else { throw .malformed }
                bytes.append(high << 4 | low)
            default: bytes.append(byte)
            }
        }
        guard bytes.count <= maximumLength else { throw .tooLong }
        guard let text = String(validating: bytes, as: UTF8.self) else { throw .malformed }
        return text
    }

    private static func hexValue(_ digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}

/// Why a form cannot be read.
enum FormFault: Error, Equatable {
    case tooManyFields
    case tooLong
    /// An incomplete escape, or bytes that are no UTF-8.
    case malformed
}
