import Testing

@Suite("Buying something without scripts")
struct PurchaseFlowTests {
    @Test func fromTheFrontPageToTheOrder() async throws {
        let shop = FakeShop()
        try await withStorefront(shop) { browser in
            let home = try await browser.get("/")
            let link = try #require(home.links("/products/linen").first)
            let product = try await browser.get(link)
            var choice = try #require(product.form("/cart/items"))
            #expect(choice["sku"] == "SHIRT-SAND-M", "the first variant that can be bought is chosen")
            choice["sku"] = "SHIRT-INDIGO-L"
            choice["quantity"] = "2"
            let cart = try await browser.send(choice)
            #expect(cart.url == "/cart")
            #expect(cart.shows("Indigo / L") && cart.shows("$84.00"))
            #expect(cart.tag(id: "main") != nil && cart.links("/checkout") == ["/checkout"])

            let form = try #require(try await browser.filledCheckout())
            let order = try await browser.send(form)
            #expect(order.status == 200)
            #expect(order.url.hasPrefix("/orders/"))
            #expect(order.shows("Order S-1001") && order.shows("$97.39") && order.shows("12 Tanner Street"))
            #expect(shop.orderCount == 1)
        }
    }

    @Test func searchingAndPaging() async throws {
        try await withStorefront(FakeShop(), config: ["page.size": "10"]) { browser in
            var search = try #require(try await browser.get("/").form("/"))
            search["search"] = "spice no"
            var page = try await browser.send(search)
            var seen: Set<String> = []
            for _ in 0..<10 {
                seen.formUnion(page.links("/products/"))
                #expect(page.tag(id: "search")?["value"] == "spice no")
                guard let more = page.links("/?").first(where: { $0.contains("after=") }) else { break }
                page = try await browser.get(more)
            }
            #expect(seen.count == 30)
        }
    }

    @Test func changingAndEmptyingTheCart() async throws {
        try await withStorefront(FakeShop()) { browser in
            _ = try await browser.addToCart("copper-teapot")
            let twice = try await browser.addToCart("copper-teapot")
            #expect(twice.shows("$98.00"), "adding again adds up")
            var update = try #require(twice.forms.first { $0.action == "/cart/items/POT-1" && $0["quantity"] != "0" })
            update["quantity"] = "5"
            let five = try await browser.send(update)
            #expect(five.shows("$245.00"))
            #expect(five.tags.contains { $0["class"] == "cart-count" && $0.text == "5" })
            let remove = try #require(five.forms.first { $0.action == "/cart/items/POT-1" && $0["quantity"] == "0" })
            let empty = try await browser.send(remove)
            #expect(empty.shows("There is nothing in your cart yet."))
            #expect(try await browser.get("/checkout").url == "/cart", "an empty cart has no checkout")
        }
    }

    @Test func aSKUWithSpecialCharacters() async throws {
        let shop = FakeShop()
        try await withStorefront(shop) { browser in
            let cart = try await browser.addToCart("lantern")
            let form = try #require(cart.forms.first { $0.action.hasPrefix("/cart/items/") && $0["quantity"] == "0" })
            #expect(form.action == "/cart/items/LAMP%25%3F%23%26%2B1")
            #expect(try await browser.send(form).shows("There is nothing in your cart yet."))
        }
    }
}
