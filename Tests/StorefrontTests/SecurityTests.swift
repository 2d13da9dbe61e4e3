import Synchronization
import HummingbirdTesting
import HTTPTypes
import Testing

@Suite("What the browser is told, and what other sites cannot do")
struct SecurityTests {
    private static let csp =
        "default-src 'none'; style-src 'self'; img-src 'self' https: data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

    @Test func everyAnswerHasTheHeaders() async throws {
        try await withStorefront(FakeShop()) { browser in
            let referrerPolicy = try #require(HTTPField.Name("Referrer-Policy"))
            for url in ["/", "/products/copper-teapot", "/products/none", "/cart", "/checkout", "/orders/x", "/assets/x/souk.css", "/none"]
            {
                let headers = try await browser.get(url).response.headers
                #expect(headers[.contentSecurityPolicy] == Self.csp, "\(url)")
                #expect(headers[.xContentTypeOptions] == "nosniff", "\(url)")
                #expect(headers[referrerPolicy] == "same-origin", "\(url)")
            }
        }
    }

    @Test func nothingInAPageNeedsWhatThePolicyForbids() async throws {
        try await withStorefront(FakeShop(), config: ["banner.text": "Hello"]) { browser in
            _ = try await browser.addToCart("linen-shirt")
            let form = try #require(try await browser.filledCheckout())
            var pages = [try await browser.get("/"), try await browser.get("/products/linen-shirt"), try await browser.get("/cart")]
            pages += [try await browser.get("/checkout"), try await browser.send(form), try await browser.get("/none")]
            for tag in pages.flatMap(\.tags) {
                #expect(!["script", "style", "iframe", "object", "base"].contains(tag.name))
                #expect(!tag.has("style") && !tag.attributes.contains { $0.name.hasPrefix("on") })
            }
        }
    }

    @Test(arguments: [
        (["Sec-Fetch-Site": "cross-site"], 403), (["Sec-Fetch-Site": "same-site"], 403), (["Sec-Fetch-Site": "same-origin"], 200),
        (["Sec-Fetch-Site": "none"], 200), (["Origin": "https://evil.example"], 403), (["Origin": "null"], 403),
        (["Origin": "http://localhost.evil.example"], 403), (["Origin": "http://localhost"], 200), ([:], 200),
    ])
    func aFormFromAnotherSite(headers: [String: String], status: Int) async throws {
        let shop = FakeShop()
        try await withStorefront(shop) { browser in
            for (name, value) in headers { browser.headers[try #require(HTTPField.Name(name))] = value }
            let page = try await browser.post("/cart/items", "sku=POT-1&quantity=1&handle=copper-teapot")
            #expect(page.status == status)
            #expect(shop.state.withLock { $0.carts.isEmpty } == (status == 403))
        }
    }

    @Test func theStyleSheetIsKeptForEverAtItsAddress() async throws {
        try await withStorefront(FakeShop()) { browser in
            let home = try await browser.get("/")
            let url = try #require(home.tags.first { $0["rel"] == "stylesheet" }?["href"])
            let sheet = try await browser.get(url)
            #expect(sheet.status == 200 && sheet.response.headers[.contentType] == "text/css; charset=utf-8")
            #expect(sheet.response.headers[.cacheControl] == "public, max-age=31536000, immutable")
            let other = try await browser.get("/assets/0123456789abcdef/souk.css")
            #expect(other.status == 200 && other.response.headers[.cacheControl] == "no-cache", "another version's page keeps its looks")
            #expect(try await browser.get("/assets/x/secret").status == 404)
            for image in home.tags.filter({ $0.name == "img" || $0["rel"] == "icon" }) {
                let address = try #require(image["src"] ?? image["href"])
                if address.hasPrefix("/") { #expect(try await browser.get(address).status == 200) }
            }
        }
    }
}
