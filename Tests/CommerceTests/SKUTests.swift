import Commerce
import Foundation
import Testing

@Suite("SKU and currency")
struct SKUTests {
    @Test(
        "visible ASCII without a slash",
        arguments: ["A", "abc-123", "!\"#$%&'()*+,-.:;<=>?@[\\]^_`{|}~", String(repeating: "9", count: 64)])
    func accepts(text: String) {
        #expect(SKU(text)?.rawValue == text)
    }

    @Test("nothing else", arguments: ["", "a b", " a", "a/b", "é", "a\u{7F}", "a\t", "a\0", String(repeating: "9", count: 65)])
    func refuses(text: String) {
        #expect(SKU(text) == nil)
    }

    @Test("SKUs sort by their text and are text in JSON")
    func orderAndJSON() throws {
        let (small, large) = (try #require(SKU("A-1")), try #require(SKU("B-1")))
        #expect(small < large)
        #expect(try JSONDecoder().decode([SKU].self, from: JSONEncoder().encode([small, large])) == [small, large])
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(SKU.self, from: Data(#""a b""#.utf8)) }
    }

    @Test(
        "a currency is three upper-case letters",
        arguments: [("USD", true), ("XYZ", true), ("usd", false), ("US", false), ("USDX", false), ("ÜSD", false), ("U1D", false)])
    func currency(code: String, isValid: Bool) {
        #expect((Currency(code) != nil) == isValid)
    }

    @Test("minor units by ISO 4217", arguments: [("USD", 2), ("JPY", 0), ("KWD", 3), ("CHF", 2)])
    func minorUnits(code: String, digits: Int) {
        #expect(Currency(code)?.minorUnitDigits == digits)
    }
}
