import HTTPTypes
import HummingbirdTesting
import Commerce
import OrderAPI
import Testing

@Suite("The page of an order")
struct OrderPageTests {
    /// Buys something and goes to its page.
    private static func buy(_ browser: inout Browser) async throws -> WebPage {
        _ = try await browser.addToCart("copper-teapot")
        return try await browser.send(try #require(try await browser.filledCheckout()))
    }

    @Test func theTokenIsInACookieOfThatPageAlone() async throws {
        try await withStorefront(FakeShop()) { browser in
            let page = try await Self.buy(&browser)
            let cookie = try #require(browser.cookies["souk_order"])
            #expect(cookie.path == page.url && cookie.attributes.contains("HttpOnly") && cookie.attributes.contains("SameSite=Lax"))
            #expect(!page.url.contains("token"))
            #expect(page.response.headers[.cacheControl] == "no-store")
            #expect(page.tags.contains { $0["name"] == "robots" && $0["content"] == "noindex" })
        }
    }

    @Test func aLinkWithTheTokenOpensItElsewhere() async throws {
        try await withStorefront(FakeShop()) { browser in
            let page = try await Self.buy(&browser)
            let token = try #require(browser.cookies["souk_order"]?.value)
            browser.setCookie("souk_order", nil)
            #expect(try await browser.get(page.url).status == 404, "without the token there is no such order")
            let again = try await browser.get("\(page.url)?token=\(token)")
            #expect(again.status == 200 && again.url == page.url, "the address that stays has no token")
            browser.setCookie("souk_order", "wrong", path: page.url)
            #expect(try await browser.get(page.url).status == 404)
        }
    }

    @Test(arguments: Order.Status.allCases)
    func everyStatus(status: Order.Status) async throws {
        let shop = FakeShop()
        shop.update { $0.statusOfOrders = status }
        try await withStorefront(shop) { browser in
            let page = try await Self.buy(&browser)
            #expect(page.status == 200)
            let steps = page.tags.filter { $0["class"]?.hasPrefix("step ") == true }
            #expect((3...4).contains(steps.count) || status == .rejected && steps.count == 2)
            let refreshes = page.tags.contains { $0["http-equiv"] == "refresh" }
            #expect(refreshes == (status == .processing), "only what can still change is looked at again")
            #expect(page.tags.contains { $0.has("aria-current") } == (status == .processing))
        }
    }

    @Test func aRefundIsShown() async throws {
        let shop = FakeShop()
        try await withStorefront(shop) { browser in
            let page = try await Self.buy(&browser)
            shop.update { state in
                for key in state.orders.keys { state.orders[key]?.refunded = Money(1_234, .usd) }
            }
            let refunded = try await browser.get(page.url)
            #expect(refunded.shows("Refunded") && refunded.shows("−$12.34"))
        }
    }

    @Test(arguments: ["/orders/none", "/orders/%20", "/orders/a%2Fb", "/orders/none?token=", "/orders/%FF?token=x"])
    func anOrderThatIsNotThere(url: String) async throws {
        try await withStorefront(FakeShop()) { browser in
            let page = try await browser.get(url)
            #expect(page.status == 404)
        }
    }
}
