/// An ISO 4217 currency code, such as `USD`: three upper-case ASCII letters.
package struct Currency: Hashable, Sendable, CustomStringConvertible {
    package let code: String

    /// Returns nil unless `code` is three upper-case ASCII letters.
    package init?(_ code: String) {
        guard code.utf8.count == 3, code.utf8.allSatisfy({ (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }) else { return nil }
        self.code = code
    }

    private init(known code: String) { self.code = code }

    package static let usd = Currency(known: "USD")
    package static let eur = Currency(known: "EUR")
    package static let gbp = Currency(known: "GBP")
    package static let jpy = Currency(known: "JPY")

    /// Decimal places of the minor unit by ISO 4217: 2 for most, 0 for the yen, 3 for the Kuwaiti dinar.
    package var minorUnitDigits: Int {
        switch code {
        case "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF": 0
        case "BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND": 3
        default: 2
        }
    }

    package var description: String { code }
}

extension Currency: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let code = try container.decode(String.self)
        guard let currency = Currency(code) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "must be a three-letter ISO 4217 code")
        }
        self = currency
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(code)
    }
}
