import CatalogImport
import Commerce
import ProductAPI
import Testing

@Suite("DummyJSON")
struct DummyJSONImporterTests {
    private func document(_ products: String...) -> String { "{\"products\": [\(products.joined(separator: ","))], \"total\": 1}" }

    @Test func readsAProduct() throws {
        let result = imported(
            document(
                """
                {"id": 1, "title": "Women's Watch & More", "description": "Nice <b>", "category": "womens-watches", "price": 9.99,
                 "discountPercentage": 10.48, "stock": 99, "tags": ["a", "b"], "brand": "Essence", "sku": "BEA-1",
                 "images": ["https://x.test/women's/1.webp"], "thumbnail": "https://x.test/t.webp"}
                """), format: .json)
        #expect(result.faults.isEmpty)
        let product = try #require(result.products.first)
        #expect(product.handle == "womens-watch-more")
        #expect(product.descriptionHTML == "<p>Nice &lt;b&gt;</p>")
        #expect(product.vendor == "Essence")
        #expect(product.category == "womens-watches")
        #expect(product.images.map(\.url) == ["https://x.test/women's/1.webp"])
        #expect(product.variants.map(\.price) == [Money(999, .usd)])
        #expect(product.variants.map(\.compareAtPrice) == [nil])
        #expect(result.imports.first?.stock.values.first == 99)
    }

    /// Amounts that binary floating point would miss by a cent or more.
    @Test(arguments: [
        ("0.1", 10), ("0.29", 29), ("1.15", 115), ("8.2", 820), ("4.35", 435), ("1.1e1", 1100), ("5", 500), ("2.50", 250),
        ("90071992547409.93", 9_007_199_254_740_993), ("1.10000", 110),
    ])
    func pricesAreExact(text: String, cents: Int) {
        let result = imported(document("{\"id\": 1, \"title\": \"T\", \"price\": \(text)}"), format: .json)
        #expect(result.products.first?.variants.first?.price == Money(cents, .usd))
    }

    @Test(arguments: [
        ("{\"id\": 1, \"title\": \"T\", \"price\": 1.999}", "price"), ("{\"id\": 1, \"title\": \"T\", \"price\": -1}", "price"),
        ("{\"id\": 1, \"title\": \"T\", \"price\": 1e40}", "price"), ("{\"id\": 1, \"title\": \"T\", \"price\": \"9\"}", "price"),
        ("{\"id\": 1, \"title\": \"T\"}", "price"), ("{\"id\": 1, \"price\": 1}", "title"),
        ("{\"id\": 1, \"title\": \"★\", \"price\": 1}", "title"),
        ("{\"title\": \"T\", \"price\": 1}", "sku"), ("{\"id\": 1, \"title\": \"T\", \"price\": 1, \"sku\": \"a b\"}", "sku"),
        ("{\"id\": 1, \"title\": \"T\", \"price\": 1, \"sku\": \"GOOD\"}", "sku"),
        ("{\"id\": 1, \"title\": \"T\", \"price\": 1, \"images\": [\"javascript:x\"]}", "images"),
    ])
    func aFaultKeepsOnlyItsProductOut(faulty: String, field: String) {
        let result = imported(
            document(
                "{\"id\": 8, \"title\": \"Good\", \"price\": 1, \"sku\": \"GOOD\"}", faulty,
                "{\"id\": 9, \"title\": \"Last\", \"price\": 1}"),
            format: .json)
        #expect(result.products.map(\.title) == ["Good", "Last"])
        #expect(result.faults.map(\.field) == [field])
        #expect(result.faults.map(\.line) == [2])
    }

    @Test func sameTitlesGetDifferentHandles() {
        let result = imported(
            "[{\"id\": 1, \"title\": \"Rolex\", \"price\": 1}, {\"id\": 7, \"title\": \"Rolex\", \"price\": 2}]", format: .json)
        #expect(result.products.map(\.handle) == ["rolex", "rolex-7"])
    }

    @Test(arguments: ["", "nonsense", "{}", "{\"products\": 5}", "[1, 2", "\u{FEFF}"])
    func anythingElseIsAFault(text: String) {
        let result = imported(text, format: .json)
        #expect(result.products.isEmpty)
        #expect(result.faults.count == 1)
    }

    @Test func theSizeIsCapped() {
        var importer = DummyJSONImporter(currency: .usd, limit: 100)
        let piece = [UInt8](repeating: 0x20, count: 60)
        #expect(importer.feed(piece).isEmpty)
        #expect(importer.feed(piece).count == 1)
        #expect(importer.feed(piece).isEmpty)
        #expect(importer.finish().isEmpty)
    }
}
