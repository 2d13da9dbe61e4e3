import HTTPTypes
import Commerce
import OrderAPI
import ProductAPI
import ServiceKit
import TestKit
import Testing

@Suite("Text never becomes markup")
struct EscapingTests {
    /// What attackers and accidents are made of. The combining mark makes one grapheme of a quote and itself.
    private static let pieces = [
        "<script>alert(1)</script>", "\"", "'", "\"\u{301} onfocus=x ", "<\u{301}b>", ">", "&", "&amp;", "{{title}}", "{{{title}}}",
        "{{>cart}}",
        "</title>", "<!--", "-->", "<img src=x onerror=y>", "javascript:", "\u{202E}", "é", "日本", "👩‍👩‍👧", "=", "`", "\\", "%3C", "a", " ",
    ]

    private static func hostile(_ generator: inout SeededGenerator) -> String {
        // A letter at the start and the end keeps what depends on emptiness, and on white space at the ends, the same; a number
        // keeps texts different that are, since variants of one name are shown as one.
        let text = (0..<Int.random(in: 1...6, using: &generator)).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
        return "x\(text)\(UInt32.random(in: 0...UInt32.max, using: &generator))x"
    }

    /// The catalogue with every text made by `text`, but for what must keep a form of its own.
    private static func products(_ text: () -> String) -> [Product] {
        SampleProducts.all.prefix(4).map { product in
            var product = product
            product.title = text()
            product.vendor = text()
            product.category = text()
            product.tags = product.tags.map { _ in text() }
            product.images = product.images.map { _ in ProductImage(url: "https://x/\(text())", alt: text()) }
            product.options = product.options.map { ProductOption(name: text(), values: $0.values) }
            // Variants that share a value go on sharing it.
            let names = Dictionary(product.variants.flatMap(\.optionValues).map { ($0, text()) }) { first, _ in first }
            for index in product.variants.indices {
                product.variants[index].title = text()
                product.variants[index].optionValues = product.variants[index].optionValues.map { names[$0] ?? "" }
            }
            return product
        }
    }

    /// Every page there is, of a shop in which every text is made by `text`.
    private static func pages(_ text: @escaping @Sendable () -> String) async throws -> [WebPage] {
        let shop = FakeShop(products: products(text))
        let config = ["shop.name": String(text().prefix(60)), "shop.tagline": text(), "banner.text": text()]
        return try await withStorefront(shop, config: config) { browser in
            var pages = [try await browser.get("/"), try await browser.get("/?search=\(Browser.encoded(text()))&category=x&after=0")]
            pages.append(try await browser.get("/products/copper-teapot"))
            pages.append(try await browser.get("/products/linen-shirt"))
            pages.append(try await browser.post("/cart/items", "handle=linen-shirt&quantity=\(Browser.encoded(text()))&sku=SHIRT-SAND-M"))
            _ = try await browser.addToCart("copper-teapot")
            pages.append(try await browser.addToCart("linen-shirt"))
            pages.append(try await browser.post("/cart/items/POT-1", "quantity=\(Browser.encoded(text()))"))
            var form = try #require(try await browser.filledCheckout())
            for name in ["name", "address", "city"] { form[name] = String(text().prefix(100)) }
            var faulty = form
            faulty["email"] = text()
            faulty["postal-code"] = text() + String(repeating: "x", count: 40)
            faulty["country"] = text()
            pages.append(try await browser.send(faulty))
            let faults = ["email", "other"].map { FieldError(field: $0, code: "invalid", message: text()) }
            shop.update { $0.placing = [.fails(Problem.validation(faults))] }
            pages.append(try await browser.send(form))
            shop.update { state in
                let lines = state.carts.values.joined().map { ShortLine(sku: $0.sku, requested: 2, available: 1) }
                state.placing = [.fails(Problem(.conflict, "out_of_stock", text(), members: ["lines": lines]))]
            }
            pages.append(try await browser.send(form))
            pages.append(try await browser.send(form))
            return pages
        }
    }

    @Test func theShapeOfAPageDoesNotDependOnItsTexts() async throws {
        let seed = SeededGenerator.freshSeed()
        let plain = try await Self.pages(TextSource(seed: seed) { "x\(UInt64.random(in: 0...UInt64.max, using: &$0))x" }.next)
        #expect(plain.map(\.status) == [200, 200, 200, 200, 422, 200, 422, 422, 422, 409, 200])
        for round in 0..<40 {
            let source = TextSource(seed: seed &+ UInt64(round), make: Self.hostile)
            let pages = try await Self.pages(source.next)
            for (page, expected) in zip(pages, plain) {
                #expect(page.status == expected.status, "seed \(seed), round \(round)")
                let difference = zip(page.tags, expected.tags).first { $0.shape != $1.shape }
                #expect(difference == nil && page.tags.count == expected.tags.count, "seed \(seed), round \(round), \(page.url)")
            }
        }
    }

    @Test func textsArriveAsTheyWere() async throws {
        let title = "\"Fish\" & <Chips> 'n\u{301}' {{x}} e\u{301}\"\u{301}"
        var product = SampleProducts.teapot
        product.title = title
        try await withStorefront(FakeShop(products: [product])) { browser in
            let page = try await browser.get("/products/copper-teapot")
            #expect(page.heading == title)
        }
    }

    @Test(arguments: ["javascript:alert(1)", "http://plain.example/x.png", "//x", "ftp://x", ""])
    func addressesThatAreNoPicture(url: String) async throws {
        var product = SampleProducts.teapot
        product.images = [ProductImage(url: url, alt: "x")]
        try await withStorefront(FakeShop(products: [product])) { browser in
            let page = try await browser.get("/products/copper-teapot")
            #expect(page.tags.filter { $0.name == "img" }.count == 1, "only the sign of the shop")
        }
    }
}
