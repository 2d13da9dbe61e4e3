import PaymentAPI
import Synchronization
import HummingbirdTesting
import Commerce
import HTTPTypes
import OrderAPI
import ProductAPI
import ServiceKit
import Testing

@Suite("The checkout")
struct CheckoutPageTests {
    @Test func itsFields() async throws {
        try await withStorefront(FakeShop()) { browser in
            _ = try await browser.addToCart("copper-teapot")
            let page = try await browser.get("/checkout")
            let fields = page.tags.filter { $0["autocomplete"] != nil && $0["id"] != "search" }
            #expect(
                fields.compactMap { $0["autocomplete"] } == [
                    "email", "shipping name", "shipping address-line1", "shipping address-level2", "shipping postal-code",
                    "shipping country",
                ])
            #expect(page.tag(id: "email")?["type"] == "email")
            for field in fields {
                #expect(page.tags.contains { $0.name == "label" && $0["for"] == field["id"] }, "\(field.shape) has a label")
            }
            let form = try #require(page.form("/checkout"))
            #expect(form.choices["payment"] == ["tok_visa", "tok_slow", "tok_declined", "tok_timeout"])
            #expect(page.shows("Test payment."))
            #expect(page.shows("$58.89"), "the total stands there before anything is sent")
            #expect(page.response.headers[.cacheControl] == "no-store")
        }
    }

    @Test func whatReachesTheOrderService() async throws {
        let shop = FakeShop()
        try await withStorefront(shop) { browser in
            _ = try await browser.addToCart("copper-teapot")
            let form = try #require(try await browser.filledCheckout())
            _ = try await browser.send(form)
            let (key, request) = try #require(shop.state.withLock { $0.requests.first })
            #expect(key == form["key"] && request.cart?.rawValue == form["cart"] && request.items == nil)
            #expect(request.email == "ada@example.com" && request.payment.token == "tok_visa")
            #expect(
                request.shippingAddress
                    == ShippingAddress(name: "Ada Lovelace", line1: "12 Tanner Street", city: "Fez", postalCode: "30000", country: "MA"))
            #expect(browser.cookies["souk_cart"] == nil, "the cart has become an order")
        }
    }

    @Test func aTotalThatWasNotShownIsAskedAbout() async throws {
        let shop = FakeShop()
        try await withStorefront(shop) { browser in
            _ = try await browser.addToCart("copper-teapot")
            var form = try #require(try await browser.filledCheckout())
            form["total"] = "1 USD"
            let page = try await browser.send(form)
            #expect(page.status == 409 && shop.orderCount == 0)
            #expect(page.shows("The total has changed.") && page.shows("$58.89"))
            let again = try #require(page.form("/checkout"))
            #expect(again["key"] == form["key"] && again["total"] != "1 USD")
            let placed = try await browser.send(again)
            #expect(placed.status == 200 && shop.orderCount == 1)
        }
    }

    @Test func sentTwice() async throws {
        let shop = FakeShop()
        try await withStorefront(shop) { browser in
            _ = try await browser.addToCart("copper-teapot")
            let form = try #require(try await browser.filledCheckout())
            let first = try await browser.send(form)
            let second = try await browser.send(form)
            #expect(first.url == second.url && second.status == 200)
            #expect(shop.orderCount == 1 && Set(shop.keys).count == 1)
        }
    }

    @Test func whatIsMissingIsSaidBesideIt() async throws {
        let shop = FakeShop()
        try await withStorefront(shop) { browser in
            _ = try await browser.addToCart("copper-teapot")
            var form = try #require(try await browser.filledCheckout())
            form["email"] = "ada.example.com"
            form["city"] = "  "
            form["payment"] = nil
            let page = try await browser.send(form)
            #expect(page.status == 422 && shop.requestCount == 0)
            #expect(page.tag(id: "email")?["value"] == "ada.example.com" && page.tag(id: "name")?["value"] == "Ada Lovelace")
            #expect(page.tag(id: "email-error")?.text == "This is not an email address, such as ada@example.com.")
            #expect(page.tag(id: "email")?["aria-describedby"] == "email-error")
            #expect(page.tag(id: "city-error") != nil && page.tag(id: "payment-error") != nil && page.tag(id: "name-error") == nil)
            #expect(page.links("#") == ["#main", "#email", "#city", "#payment"], "the summary leads to the fields")
            #expect(page.form("/checkout")?["key"] == form["key"], "nothing was sent, so the key is still good")
            #expect(page.form("/checkout")?["country"] == "MA")
        }
    }

    @Test func whatTheOrderServiceFindsWrong() async throws {
        let shop = FakeShop()
        try await withStorefront(shop) { browser in
            _ = try await browser.addToCart("copper-teapot")
            let faults = [
                FieldError(field: "shippingAddress.postalCode", code: "invalid", message: "must have five digits"),
                FieldError(field: "items", code: "invalid", message: "must not be empty"),
            ]
            shop.update { $0.placing = [.fails(Problem.validation(faults))] }
            let page = try await browser.send(try #require(try await browser.filledCheckout()))
            #expect(page.status == 422)
            #expect(page.tag(id: "postal-code-error")?.text == "Postal code must have five digits.")
            #expect(page.shows("Items: must not be empty."))
        }
    }

    @Test(arguments: ["empty", "not_found"])
    func aCartThatIsGone(code: String) async throws {
        let shop = FakeShop()
        try await withStorefront(shop) { browser in
            _ = try await browser.addToCart("copper-teapot")
            let form = try #require(try await browser.filledCheckout())
            shop.update { $0.placing = [.fails(Problem.validation([FieldError(field: "cart", code: code, message: "")]))] }
            let page = try await browser.send(form)
            #expect(page.url == "/cart" && page.status == 200)
        }
    }

    @Test func aDeclinedCard() async throws {
        let shop = FakeShop()
        try await withStorefront(shop) { browser in
            _ = try await browser.addToCart("copper-teapot")
            let declined = Problem(HTTPResponse.Status(code: 402), "payment_declined", "The card was declined.")
            shop.update { $0.placing = [.fails(declined)] }
            let form = try #require(try await browser.filledCheckout(payment: "tok_declined"))
            let page = try await browser.send(form)
            #expect(page.status == 402 && page.shows("You have been charged nothing."))
            #expect(page.tag(id: "payment-error")?.text == "The bank declined this card. Choose another one.")
            var again = try #require(page.form("/checkout"))
            #expect(again["key"] != form["key"], "another attempt is another order")
            again["payment"] = "tok_visa"
            #expect(try await browser.send(again).status == 200)
            #expect(shop.orderCount == 1)
        }
    }

    @Test func linesThatHaveSoldOutAreNamed() async throws {
        let shop = FakeShop()
        try await withStorefront(shop) { browser in
            _ = try await browser.addToCart("copper-teapot")
            _ = try await browser.addToCart("linen-shirt")
            let lines = try [("POT-1", 3, 2), ("SHIRT-SAND-M", 1, 0)].map { sku, requested, available in
                ShortLine(sku: try #require(SKU(sku)), requested: requested, available: available)
            }
            shop.update { $0.placing = [.fails(Problem(.conflict, "out_of_stock", "Not enough.", members: ["lines": lines]))] }
            let page = try await browser.send(try #require(try await browser.filledCheckout()))
            #expect(page.status == 409)
            #expect(page.shows("Copper teapot: only 2 left, you asked for 3"))
            #expect(page.shows("Linen shirt, Sand / M: sold out"))
        }
    }

    @Test func whenTheServiceCannotTakeOrders() async throws {
        let shop = FakeShop()
        try await withStorefront(shop) { browser in
            _ = try await browser.addToCart("copper-teapot")
            let down = OutboundError.unavailable(service: "order-service", reason: "refused", retryAfter: .seconds(7))
            shop.update { $0.placing = [.fails(down)] }
            let form = try #require(try await browser.filledCheckout())
            shop.update { ($0.cartError, $0.totalsError) = (down, down) }
            let page = try await browser.send(form)
            #expect(page.status == 503 && page.response.headers[.retryAfter] == "7")
            #expect(page.tag(id: "name")?["value"] == "Ada Lovelace", "what was typed is kept though the cart cannot be shown")
            #expect(page.form("/checkout")?["key"] == form["key"])
            shop.update { ($0.cartError, $0.totalsError) = (nil, nil) }
            #expect(try await browser.send(try #require(page.form("/checkout"))).status == 200)
        }
    }

    @Test(arguments: ["reload", "declined"], ["outcome_pending", "request_in_progress", "timeout"])
    func anOutcomeThatIsNotKnownYet(ending: String, error: String) async throws {
        let shop = FakeShop()
        let unheard: any Error =
            error == "timeout"
            ? OutboundError.outcomeUnknown(service: "order-service", reason: "slow") : Problem(.serviceUnavailable, error, "Wait.")
        let down = OutboundError.unavailable(service: "order-service", reason: "refused", retryAfter: nil)
        try await withStorefront(shop) { browser in
            _ = try await browser.addToCart("copper-teapot")
            shop.update { $0.placing = [.succeedsUnheard(unheard), .fails(unheard), .fails(down)] }
            let form = try #require(try await browser.filledCheckout(payment: "tok_timeout"))
            let waiting = try await browser.send(form)
            #expect(waiting.status == 202 && waiting.url == "/checkout/pending")
            #expect(waiting.heading == "We are confirming your order")
            #expect(waiting.tags.contains { $0["http-equiv"] == "refresh" && $0["content"] == "3;url=/checkout/pending" })
            let cookie = try #require(browser.cookies["souk_pending"])
            #expect(cookie.path == "/checkout" && cookie.attributes.contains("HttpOnly") && cookie.attributes.contains("SameSite=Strict"))

            #expect(try await browser.get("/checkout/pending").status == 202, "a service that is down now says nothing about before")
            #expect(try await browser.get("/cart").status == 200)
            shop.update { $0.placing = [.fails(unheard)] }
            #expect(try await browser.get("/checkout").url == "/checkout/pending", "no second order beside one that may exist")
            if ending == "declined" {
                shop.update { $0.placing = [.fails(Problem(HTTPResponse.Status(code: 402), "payment_declined", ""))] }
                let page = try await browser.get("/checkout/pending")
                #expect(page.status == 402 && page.form("/checkout")?["key"] != form["key"])
                #expect(page.tag(id: "name")?["value"] == "Ada Lovelace")
            } else {
                let page = try await browser.get("/checkout/pending")
                #expect(page.status == 200 && page.url.hasPrefix("/orders/"))
                #expect(shop.orderCount == 1)
            }
            #expect(Set(shop.keys) == [form["key"] ?? ""], "one key all the way")
            #expect(browser.cookies["souk_pending"] == nil)
        }
    }

    @Test func anotherFormWhileOneIsPending() async throws {
        let shop = FakeShop()
        try await withStorefront(shop) { browser in
            _ = try await browser.addToCart("copper-teapot")
            let other = try #require(try await browser.filledCheckout())
            shop.update { $0.placing = [.succeedsUnheard(OutboundError.outcomeUnknown(service: "order-service", reason: "slow"))] }
            let form = try #require(try await browser.filledCheckout())
            #expect(other["key"] != form["key"])
            shop.update { $0.placing += [.fails(Problem(.conflict, "request_in_progress", ""))] }
            _ = try await browser.send(form)
            let page = try await browser.send(other)
            #expect(page.url.hasPrefix("/orders/"), "it leads to the order that is there")
            #expect(shop.orderCount == 1 && Set(shop.keys).count == 1)
        }
    }

    @Test func aKeyThatWasUsedForOtherDetails() async throws {
        let shop = FakeShop()
        try await withStorefront(shop) { browser in
            _ = try await browser.addToCart("copper-teapot")
            shop.update { $0.placing = [.fails(Problem(.unprocessableContent, "idempotency_key_reused", ""))] }
            let form = try #require(try await browser.filledCheckout())
            let page = try await browser.send(form)
            #expect(page.status == 422 && page.shows("That order may have gone through"))
            #expect(page.form("/checkout")?["key"] != form["key"])
        }
    }

    @Test(arguments: ["", "cart=x", "cart=x&key=not-a-uuid", "key=%00"])
    func aFormThatIsNotOurs(body: String) async throws {
        let shop = FakeShop()
        try await withStorefront(shop) { browser in
            let page = try await browser.post("/checkout", body)
            #expect(page.status == 200 && page.url == "/cart" && shop.requestCount == 0)
        }
    }

    @Test(arguments: ["", "e30", "!!!", "eyJjYXJ0IjoieCIsImtleSI6IngifQ", String(repeating: "A", count: 5000)])
    func aPendingCookieThatIsNotOurs(value: String) async throws {
        let shop = FakeShop()
        try await withStorefront(shop) { browser in
            browser.setCookie("souk_pending", value, path: "/checkout")
            let page = try await browser.get("/checkout/pending")
            #expect(page.url == "/cart")
            #expect(shop.requestCount == 0)
        }
    }
}
