/// A stock keeping unit: the key of a variant. 1 to 64 visible ASCII characters, none of them a slash.
package struct SKU: Hashable, Sendable, Comparable, CustomStringConvertible {
    package static let maximumLength = 64
    package let rawValue: String

    /// Returns nil unless the text keeps the rule above.
    package init?(_ rawValue: String) {
        let bytes = rawValue.utf8
        let allowed = bytes.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "/") }
        guard (1...Self.maximumLength).contains(bytes.count), allowed else { return nil }
        self.rawValue = rawValue
    }

    package static func < (left: SKU, right: SKU) -> Bool { left.rawValue < right.rawValue }
    package var description: String { rawValue }
}

extension SKU: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let sku = SKU(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "must be 1 to \(Self.maximumLength) visible ASCII characters without a slash")
        }
        self = sku
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }
}
