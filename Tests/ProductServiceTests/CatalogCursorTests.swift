import ProductAPI
import ProductService
import TestKit
import Testing

@Suite("Cursors")
struct CatalogCursorTests {
    private let query = ProductQuery(search: "Red lamp", category: "lights")

    @Test func aCursorIsReadBackForTheSameFilters() {
        let cursor = CatalogCursor(score: 42, handle: "red-lamp")
        let text = cursor.encoded(for: query)
        #expect(CatalogCursor(text, for: query) == cursor)
        #expect(CatalogCursor(text, for: ProductQuery(search: "red  LAMP", category: "lights", limit: 3)) == cursor)
        #expect(CatalogCursor(text, for: ProductQuery(search: "Red lamp")) == nil)
        #expect(CatalogCursor(text, for: ProductQuery(search: "Red lamps", category: "lights")) == nil)
    }

    @Test(arguments: ["", "x", "====", "AAAA", "MQ", "🦆", "MQpYCjAKeA==", String(repeating: "A", count: 5_000)])
    func anythingElseIsRefused(text: String) {
        #expect(CatalogCursor(text, for: query) == nil)
    }

    @Test func aDamagedCursorNeverCrashes() {
        var generator = SeededGenerator(seed: 7)
        let good = Array(CatalogCursor(score: 7, handle: "lamp").encoded(for: query).utf8)
        for _ in 0..<2_000 {
            var bytes = good
            bytes[Int.random(in: bytes.indices, using: &generator)] = UInt8.random(in: 0x20...0x7E, using: &generator)
            _ = CatalogCursor(String(decoding: bytes.shuffled(using: &generator), as: UTF8.self), for: query)
            _ = CatalogCursor(String(decoding: bytes, as: UTF8.self), for: query)
        }
    }
}
