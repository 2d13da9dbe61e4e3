import Synchronization
import HTTPTypes
import HummingbirdTesting
import OrderAPI
import ProductAPI
import ServiceKit
import Testing

@Suite("Lists and products")
struct CatalogPageTests {
    @Test func theFrontPage() async throws {
        let config = ["shop.name": "Bazaar", "shop.tagline": "All of it.", "banner.text": "Closed on Friday"]
        try await withStorefront(FakeShop(), config: config) { browser in
            let home = try await browser.get("/")
            #expect(home.status == 200)
            #expect(home.title == "Bazaar" && home.heading == "All of it.")
            #expect(home.shows("Closed on Friday"))
            #expect(home.links("/products/").count == 24)
            #expect(home.shows("Mens shirts"), "a slug is shown as words")
            #expect(home.response.headers[.cacheControl] == "private, no-cache")
        }
    }

    @Test func aCategory() async throws {
        let shop = FakeShop()
        try await withStorefront(shop) { browser in
            let home = try await browser.get("/")
            let link = try #require(home.links("/?category=home").first)
            let page = try await browser.get(link)
            #expect(page.heading == "Home decoration")
            #expect(Set(page.links("/products/")) == ["/products/lantern", "/products/rare-rug"])
            #expect(page.tags.contains { $0.has("aria-current") && $0.text == "Home decoration" })
        }
    }

    @Test func whatWasLookedForReachesTheCatalogue() async throws {
        let shop = FakeShop()
        try await withStorefront(shop, config: ["page.size": "7"]) { browser in
            _ = try await browser.get("/?search=+caf%C3%A9+au+lait&category=a%26b&after=x%3D")
            _ = try await browser.get("/?search=\(String(repeating: "a", count: 3000))")
        }
        let queries = shop.state.withLock { $0.queries }
        #expect(queries.first == ProductQuery(search: "café au lait", category: "a&b", limit: 7, after: "x="))
        #expect(queries.last?.search?.count == 100)
    }

    @Test func nothingFound() async throws {
        try await withStorefront(FakeShop()) { browser in
            let page = try await browser.get("/?search=elephant")
            #expect(page.status == 200)
            #expect(page.heading == "Results for “elephant”" && page.shows("Nothing here matches"))
        }
    }

    @Test func aListWithoutItsCategories() async throws {
        let shop = FakeShop()
        shop.update { $0.categoriesError = OutboundError.outcomeUnknown(service: "product-service", reason: "slow") }
        try await withStorefront(shop) { browser in
            let home = try await browser.get("/")
            #expect(home.status == 200 && !home.links("/products/").isEmpty)
        }
    }

    @Test func aProductWithPictures() async throws {
        try await withStorefront(FakeShop()) { browser in
            let page = try await browser.get("/products/copper-teapot")
            #expect(page.title == "Copper teapot · Souk" && page.heading == "Copper teapot")
            #expect(page.html.contains("<p>Hand-beaten, with a <em>brass</em> lid.</p>"), "the description is HTML")
            #expect(page.shows("$49.00") && page.tags.contains { $0.name == "/span" && $0.text == "$65.00" })
            let labels = page.tags.filter { $0["role"] == "img" }.compactMap { $0["aria-label"] }
            #expect(labels == ["A copper teapot on a tray", "Copper teapot, picture 2"])
            #expect(page.tags.filter { $0.name == "img" }.allSatisfy { $0["alt"] == "" }, "no alt text of an image that fails to load")
            #expect(page.tags.filter { $0["class"] == "initials" }.allSatisfy { $0.text == "CT" })
            #expect(page.form("/cart/items")?["sku"] == "POT-1")
        }
    }

    @Test func variantsByOption() async throws {
        try await withStorefront(FakeShop()) { browser in
            let page = try await browser.get("/products/linen-shirt")
            let form = try #require(page.form("/cart/items"))
            #expect(form.disabled == ["SHIRT-SAND-S"], "what is sold out cannot be chosen")
            #expect(form.choices["sku"] == ["SHIRT-SAND-M", "SHIRT-INDIGO-M", "SHIRT-INDIGO-L"])
            #expect(page.tags.first { $0.name == "legend" }?.text == "Colour and Size")
            #expect(page.tags.filter { $0["class"] == "variant-group" }.map { $0["aria-label"] } == ["Sand", "Indigo"])
            #expect(page.shows("few left") && page.shows("sold out"))
        }
    }

    @Test func aProductThatIsSoldOut() async throws {
        try await withStorefront(FakeShop()) { browser in
            let page = try await browser.get("/products/rare-rug")
            #expect(page.tags.contains { $0.name == "button" && $0.has("disabled") && $0.text == "Sold out" })
            #expect(page.tag(id: "quantity") == nil)
            #expect(page.shows("$1,234,567.89"))
        }
    }

    @Test(arguments: [
        "/products/no-such-thing", "/products/%2E%2E%2Finternal", "/products/%FF", "/products/a/b", "/nowhere", "/orders/x/y",
    ])
    func whatIsNotThere(url: String) async throws {
        try await withStorefront(FakeShop()) { browser in
            let page = try await browser.get(url)
            #expect(page.status == 404)
            #expect(page.heading == "There is nothing here" && page.links("/").contains("/"))
        }
    }
}
