import ProductAPI
import Commerce
import HTTPTypes
import ServiceKit
import Testing

@Suite("The cart")
struct CartPageTests {
    @Test func itsCookie() async throws {
        try await withStorefront(FakeShop()) { browser in
            _ = try await browser.addToCart("copper-teapot")
            let cookie = try #require(browser.cookies["souk_cart"])
            #expect(cookie.attributes.contains("HttpOnly") && cookie.attributes.contains("SameSite=Lax"))
            #expect(cookie.path == "/" && !cookie.attributes.contains("Secure"))
            #expect(cookie.value.hasSuffix(".1"))
        }
    }

    @Test func itsCookieBehindTLS() async throws {
        try await withStorefront(FakeShop()) { browser in
            if let name = HTTPField.Name("X-Forwarded-Proto") { browser.headers[name] = "https" }
            _ = try await browser.addToCart("copper-teapot")
            #expect(browser.cookies["souk_cart"]?.attributes.contains("Secure") == true)
        }
    }

    @Test func aCartThatHasExpired() async throws {
        let shop = FakeShop()
        try await withStorefront(shop) { browser in
            _ = try await browser.addToCart("copper-teapot")
            shop.update { $0.carts = [:] }
            #expect(try await browser.get("/cart").shows("There is nothing in your cart yet."))
            #expect(browser.cookies["souk_cart"] == nil)
            #expect(try await browser.addToCart("copper-teapot").shows("$49.00"), "another cart takes its place")
        }
    }

    @Test(arguments: ["", "garbage", "a.b", "..", "id.-4", "a b.1", "\u{e9}.1", "x.99999999999999999999"])
    func aCookieThatIsNotOurs(value: String) async throws {
        try await withStorefront(FakeShop()) { browser in
            browser.setCookie("souk_cart", value)
            let empty = try await browser.get("/cart")
            #expect(empty.status == 200)
            let cart = try await browser.addToCart("copper-teapot")
            #expect(cart.shows("$49.00"))
        }
    }

    @Test(arguments: ["", "-1", "1.5", "100", "99999999999999999999", "two"])
    func aQuantityThatCannotBe(typed: String) async throws {
        try await withStorefront(FakeShop()) { browser in
            let cart = try await browser.addToCart("copper-teapot")
            var form = try #require(cart.forms.first { $0.action == "/cart/items/POT-1" })
            form["quantity"] = typed
            let page = try await browser.send(form)
            #expect(page.status == 422)
            let input = try #require(page.tag(id: "line-1-quantity"))
            #expect(input["value"] == typed && input["aria-invalid"] == "true")
            let described = try #require(input["aria-describedby"])
            let message = try #require(page.tag(id: described))
            #expect(message.text == "The quantity must be a whole number from 0 to 99.")
            #expect(page.links("#line-1").count == 1)
        }
    }

    @Test func whatTheOrderServiceRefuses() async throws {
        let shop = FakeShop()
        try await withStorefront(shop) { browser in
            let product = try await browser.get("/products/copper-teapot")
            let form = try #require(product.form("/cart/items"))
            let fault = FieldError(field: "quantity", code: "out_of_range", message: "must be from 1 to 20")
            shop.update { $0.quantityError = Problem.validation([fault]) }
            let page = try await browser.send(form)
            #expect(page.status == 422)
            #expect(page.heading == "Copper teapot" && page.tags.contains { $0["role"] == "alert" })
            #expect(page.shows("The quantity must be from 1 to 20."))
        }
    }

    @Test func addingWithoutAChoice() async throws {
        try await withStorefront(FakeShop()) { browser in
            let page = try await browser.post("/cart/items", "handle=linen-shirt&quantity=1")
            #expect(page.status == 422 && page.heading == "Linen shirt" && page.shows("Choose which one first."))
            let nowhere = try await browser.post("/cart/items", "")
            #expect(nowhere.status == 404)
        }
    }

    @Test func whatHasSoldOutMeanwhile() async throws {
        let shop = FakeShop()
        try await withStorefront(shop) { browser in
            _ = try await browser.addToCart("copper-teapot")
            shop.update { $0.products[0].variants[0].availability = .soldOut }
            let page = try await browser.get("/cart")
            #expect(page.tags.contains { $0["role"] == "alert" } && page.shows("Some of this has sold out meanwhile."))
        }
    }

    @Test func changingAnItemWithoutACart() async throws {
        try await withStorefront(FakeShop()) { browser in
            let page = try await browser.post("/cart/items/POT-1", "quantity=3")
            #expect(page.url == "/cart" && page.status == 200)
        }
    }
}
