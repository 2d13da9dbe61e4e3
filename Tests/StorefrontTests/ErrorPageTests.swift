import HummingbirdTesting
import HTTPTypes
import ServiceKit
import Testing

@Suite("When something is down or wrong")
struct ErrorPageTests {
    private struct Surprise: Error {}

    @Test(arguments: ["/", "/products/copper-teapot"])
    func theCatalogueIsDown(url: String) async throws {
        let shop = FakeShop()
        shop.update { $0.catalogError = OutboundError.unavailable(service: "product-service", reason: "refused", retryAfter: .seconds(9)) }
        try await withStorefront(shop) { browser in
            let page = try await browser.get(url)
            #expect(page.status == 503 && page.response.headers[.retryAfter] == "9")
            #expect(page.heading == "One moment, please")
            #expect(page.links(url).contains(url), "there is a link to try again")
            #expect(page.response.headers[.cacheControl] == "no-store")
        }
    }

    @Test(arguments: ["/cart", "/checkout", "/orders/o"])
    func theOrderServiceIsDown(url: String) async throws {
        let shop = FakeShop()
        try await withStorefront(shop) { browser in
            _ = try await browser.addToCart("copper-teapot")
            browser.setCookie("souk_order", "t", path: "/orders/o")
            shop.update { $0.cartError = OutboundError.outcomeUnknown(service: "order-service", reason: "slow") }
            let page = try await browser.get(url)
            #expect(page.status == 503 && page.response.headers[.retryAfter] == "5")
            #expect(try await browser.get("/").status == 200, "looking around still works")
        }
    }

    @Test func aFaultOfOurs() async throws {
        let shop = FakeShop()
        shop.update { $0.catalogError = Surprise() }
        try await withStorefront(shop) { browser in
            let page = try await browser.get("/")
            #expect(page.status == 500 && page.heading == "Something went wrong on our side")
            #expect(!page.html.contains("Surprise"), "nobody is told what")
            let name = try #require(HTTPField.Name("x-request-id"))
            let id = try #require(page.response.headers[name])
            #expect(page.tags.contains { $0.name == "code" && $0.text == id })
        }
    }

    @Test func aCursorThatIsNone() async throws {
        let shop = FakeShop()
        shop.update {
            $0.catalogError = OutboundError.unexpected(service: "product-service", status: 400, code: "invalid_cursor", detail: "")
        }
        try await withStorefront(shop) { browser in
            let page = try await browser.get("/?after=zzz")
            #expect(page.status == 400)
        }
    }

    @Test(arguments: [
        ("/cart/items", 415, "text/plain", "sku=x"), ("/checkout", 415, "application/json", "{}"),
        ("/checkout", 400, "application/x-www-form-urlencoded", "a=%zz"),
        ("/cart/items", 400, "application/x-www-form-urlencoded", "a=%FF"),
        ("/cart/items", 413, "application/x-www-form-urlencoded", "a=" + String(repeating: "x", count: 70_000)),
    ])
    func formsThatCannotBeRead(url: String, status: Int, type: String, body: String) async throws {
        try await withStorefront(FakeShop()) { browser in
            let page = try await browser.post(url, body, type: type)
            #expect(page.status == status && page.heading == "That could not be read")
        }
    }
}
