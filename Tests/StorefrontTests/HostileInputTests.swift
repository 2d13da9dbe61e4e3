import HTTPTypes
import TestKit
import Testing

@Suite("No input is a fault of ours")
struct HostileInputTests {
    private static let places = [
        "/", "/cart", "/cart/items", "/cart/items/POT-1", "/checkout", "/checkout/pending", "/orders/x", "/products/x",
    ]
    private static let pieces = [
        "sku", "quantity", "handle", "cart", "key", "email", "payment", "token", "search", "after", "=", "&", "%", "%00", "%FF", "%zz", "+",
        "\"",
        "<", "é", "👩‍👧", "POT-1", "copper-teapot", "tok_visa", "1", "-1", "9223372036854775808", "00000000-0000-0000-0000-000000000000", ";",
        ".", "{", "}",
    ]

    private static func junk(_ generator: inout SeededGenerator, upTo limit: Int) -> String {
        (0..<Int.random(in: 0...limit, using: &generator)).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
    }

    @Test func formsQueriesPathsAndCookies() async throws {
        let seed = SeededGenerator.freshSeed()
        try await withStorefront(FakeShop()) { browser in
            _ = try await browser.addToCart("copper-teapot")
            var generator = SeededGenerator(seed: seed)
            for round in 0..<2_000 {
                let place = Self.places.randomElement(using: &generator) ?? "/"
                let junk = Self.junk(&generator, upTo: 30)
                let page: WebPage
                switch round % 4 {
                case 0: page = try await browser.post(place, junk)
                case 1: page = try await browser.get("\(place)?\(junk.filter { $0.isASCII && $0 != "#" })")
                case 2: page = try await browser.get("/" + Browser.encoded(junk).replacing("%3D", with: "/"))
                default:
                    let name = ["souk_cart", "souk_order", "souk_pending"].randomElement(using: &generator) ?? ""
                    browser.setCookie(name, junk.filter { $0.isASCII && $0 != ";" })
                    page = try await browser.get(place)
                    browser.setCookie(name, nil)
                }
                #expect(page.status < 500, "seed \(seed), round \(round), \(place), \(junk)")
            }
        }
    }
}
