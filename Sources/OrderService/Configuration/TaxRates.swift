/// Tax by country in basis points, read from entries such as `US=825`, which is 8.25 %.
package struct TaxRates: Sendable, Equatable {
    package let byCountry: [String: Int]
    package let fallback: Int

    package init(byCountry: [String: Int], fallback: Int) {
        self.byCountry = byCountry
        self.fallback = fallback
    }

    /// Reads the entries. Returns nil when one of them cannot be read or names a country again.
    package init?(entries: [String], fallback: Int) {
        var rates: [String: Int] = [:]
        for entry in entries {
            let parts = entry.split(separator: "=", omittingEmptySubsequences: false)
            guard parts.count == 2, Self.isCountry(parts[0]), let rate = Int(parts[1]), (0...10_000).contains(rate),
                rates.updateValue(rate, forKey: String(parts[0])) == nil
            else { return nil }
        }
        self.init(byCountry: rates, fallback: fallback)
    }

    package func basisPoints(for country: String) -> Int {
        byCountry[country] ?? fallback
    }

    /// Whether the text has the form of an ISO 3166-1 alpha-2 code.
    static func isCountry(_ text: some StringProtocol) -> Bool {
        text.utf8.count == 2 && text.utf8.allSatisfy { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
    }
}
