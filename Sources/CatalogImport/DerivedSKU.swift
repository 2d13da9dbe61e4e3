import Commerce

/// The SKU of a variant that came without one.
enum DerivedSKU {
    /// Made of the handle and the option values alone, so that every import of the product yields it again: `linen-shirt.red.x-large`.
    ///
    /// The point cannot occur in a handle, so two products never meet. Values that lose something when written as ASCII, and SKUs that
    /// would be too long, end in a fingerprint of the full text.
    static func make(handle: String, optionValues: [String]) -> SKU? {
        let parts = optionValues.map { part(of: $0) }
        let readable = ([handle] + parts.map(\.text)).joined(separator: ".")
        if !parts.contains(where: \.isLossy), let sku = SKU(readable) { return sku }
        let suffix = "~" + fingerprint(([handle] + optionValues).joined(separator: "\u{1F}"))
        return SKU(readable.prefix(SKU.maximumLength - suffix.count) + suffix)
    }

    private static func part(of value: String) -> (text: String, isLossy: Bool) {
        var isLossy = false
        var text: [UInt8] = []
        for byte in value.utf8 {
            switch byte {
            case _ where byte.isASCIIAlphanumeric, UInt8(ascii: "-"): text.append(byte.lowercasedASCII)
            case .space: text.append(UInt8(ascii: "_"))
            default: isLossy = true
            }
        }
        return (String(decoding: text, as: UTF8.self), isLossy || text.isEmpty)
    }

    /// FNV-1a, 64 bits, as sixteen hexadecimal digits: the same in every process and version.
    private static func fingerprint(_ text: String) -> String {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
