import ProductAPI
import ProductService
import Testing

@Suite("Words of the search")
struct SearchTermsTests {
    @Test(arguments: [
        ("Crème-Brûlée, 2 for Men's", ["creme", "brulee", "2", "for", "mens"]),
        ("  ÅNGSTRÖM\tÉCLAIR ", ["angstrom", "eclair"]),
        ("BEA-ESS-001", ["bea", "ess", "001"]),
        ("日本 Ελλάδα", ["日本", "ελλαδα"]),
        ("!?…", []),
        ("", []),
    ])
    func wordsAreFolded(text: String, words: [String]) {
        #expect(SearchTerms.words(of: text) == words)
    }

    @Test func aWordIsCutOff() {
        #expect(SearchTerms.words(of: String(repeating: "a", count: 100)) == [String(repeating: "a", count: SearchTerms.maximumLength)])
    }

    @Test func markupIsNoText() throws {
        var product = try Samples.product("lamp", title: "Lamp")
        product.descriptionHTML = "<p class=\"secret\">Warm<br>light</p>"
        let terms = SearchTerms.index(of: product)
        #expect(terms["warm"] == 1)
        #expect(terms["light"] == 1)
        #expect(terms["secret"] == nil)
        #expect(terms["warmlight"] == nil)
    }

    @Test func theTitleWeighsMost() throws {
        let terms = SearchTerms.index(of: try Samples.product("lamp", title: "Acme Lamp"))
        #expect(terms["acme"] == terms["lamp"])
        #expect((terms["things"] ?? 0) < (terms["lamp"] ?? 0))
    }

    @Test func theUpperBoundEndsTheRangeOfAPrefix() throws {
        #expect(SearchTerms.upperBound(of: "mas") == "mat")
        #expect(SearchTerms.upperBound(of: "a\u{10FFFF}") == "b")
        #expect(SearchTerms.upperBound(of: "\u{D7FF}") == "\u{E000}")
        #expect(SearchTerms.upperBound(of: "\u{10FFFF}") == nil)
    }
}
