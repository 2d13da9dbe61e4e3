import Commerce
import Foundation
import HotConfig
import ProductAPI
import ProductService
import Storage
import TestKit
import Testing

@Suite("The catalogue")
struct CatalogTests {
    private static func withCatalog(_ body: (Catalog, Inventory) async throws -> Void) async throws {
        try await withTemporaryDatabase { database in
            let clock = ManualNow()
            try await Migrator.migrate(database, ProductSchema.migrations)
            let inventory = Inventory(database: database, config: .fixed(), now: clock.now)
            try await body(Catalog(database: database, now: clock.now), inventory)
        }
    }

    private static func handles(_ catalog: Catalog, _ query: ProductQuery) async throws -> [String] {
        try await catalog.page(query, lowStockThreshold: 0).items.map(\.handle)
    }

    @Test func anUpsertSaysWhatItDid() async throws {
        try await Self.withCatalog { catalog, _ in
            var entry = try Samples.entry("lamp", stock: 5)
            #expect(try await catalog.plan([entry]) == [.created])
            #expect(try await catalog.upsert([entry]) == [.created])
            #expect(try await catalog.plan([entry]) == [.unchanged])
            #expect(try await catalog.upsert([entry]) == [.unchanged])
            entry.product.title = "A better lamp"
            #expect(try await catalog.plan([entry]) == [.updated])
            #expect(try await catalog.upsert([entry]) == [.updated])
            entry.stock = [entry.product.variants[0].sku: 6]
            #expect(try await catalog.plan([entry]) == [.updated])
            #expect(try await catalog.upsert([entry]) == [.updated])
            entry.stock = [:]
            #expect(try await catalog.upsert([entry]) == [.unchanged])
        }
    }

    @Test func aSKUBelongsToOneProductAndARejectedProductLeavesNoTrace() async throws {
        try await Self.withCatalog { catalog, inventory in
            let first = try Samples.entry("lamp")
            var second = try Samples.entry("torch")
            second.product.variants.append(first.product.variants[0])
            let taken = UpsertOutcome.rejected(.skuTaken(first.product.variants[0].sku, by: "lamp"))
            #expect(try await catalog.upsert([first]) == [.created])
            #expect(try await catalog.plan([second]) == [taken])
            #expect(try await catalog.upsert([second, try Samples.entry("desk")]) == [taken, .created])
            #expect(try await Self.handles(catalog, ProductQuery()) == ["desk", "lamp"])
            #expect(try await inventory.level(of: Samples.sku("TORCH")) == nil)
        }
    }

    @Test func aVariantThatIsGoneIsNotQuoted() async throws {
        try await Self.withCatalog { catalog, _ in
            var entry = try Samples.entry("lamp")
            let (old, new) = (try Samples.sku("LAMP"), try Samples.sku("LAMP-2"))
            _ = try await catalog.upsert([entry])
            entry.product.variants[0].sku = new
            entry.product.variants[0].price = Money(2_500, .usd)
            _ = try await catalog.upsert([entry])
            let quotes = try await catalog.quotes(for: [old, new], lowStockThreshold: 0)
            #expect(quotes.map(\.sku) == [new])
            #expect(quotes.map(\.price.amount) == [2_500])
            #expect(quotes.map(\.availability) == [.soldOut])
        }
    }

    @Test func searchNeedsEveryWordAndRanksTitlesFirst() async throws {
        try await Self.withCatalog { catalog, _ in
            var described = try Samples.product("chair", title: "Chair", category: "furniture")
            described.descriptionHTML = "<p>Goes with a red lampshade.</p>"
            _ = try await catalog.upsert([
                CatalogEntry(product: described),
                CatalogEntry(product: try Samples.product("lamp-red", title: "Red Lamp", category: "lights")),
                CatalogEntry(product: try Samples.product("lampion", title: "Red Lampion", category: "lights")),
                CatalogEntry(product: try Samples.product("lamp-blue", title: "Blue Lamp", category: "lights")),
            ])
            #expect(try await Self.handles(catalog, ProductQuery(search: "RED lamp")) == ["lamp-red", "lampion", "chair"])
            #expect(try await Self.handles(catalog, ProductQuery(search: "lamp", category: "lights")).count == 3)
            #expect(try await Self.handles(catalog, ProductQuery(search: "red lamp blue")) == [])
            #expect(try await Self.handles(catalog, ProductQuery(search: "amp")) == [])
            #expect(try await Self.handles(catalog, ProductQuery(search: "r lamp")) == [])
            #expect(try await Self.handles(catalog, ProductQuery(search: "a lamp")) == ["chair"])
            #expect(try await Self.handles(catalog, ProductQuery(search: "%")) == [])
        }
    }

    @Test func aChangedTextIsFoundByItsNewWordsOnly() async throws {
        try await Self.withCatalog { catalog, _ in
            _ = try await catalog.upsert([try Samples.entry("item", title: "Old words")])
            _ = try await catalog.upsert([try Samples.entry("item", title: "New words")])
            #expect(try await Self.handles(catalog, ProductQuery(search: "old")) == [])
            #expect(try await Self.handles(catalog, ProductQuery(search: "new")) == ["item"])
            #expect(try await Self.handles(catalog, ProductQuery(search: "words")) == ["item"])
        }
    }

    @Test(arguments: [nil, "sample"] as [String?], [nil, "even"] as [String?])
    func pagingVisitsEverythingExactlyOnce(search: String?, category: String?) async throws {
        try await Self.withCatalog { catalog, _ in
            let entries = try (0..<53).map { number in
                try Samples.entry("p\(number)", title: "Sample \(number % 7)", category: number.isMultiple(of: 2) ? "even" : "odd")
            }
            _ = try await catalog.upsert(entries)
            var query = ProductQuery(search: search, category: category, limit: 7)
            var seen: [String] = []
            repeat {
                let page = try await catalog.page(query, lowStockThreshold: 0)
                #expect(page.items.count == 7 || page.next == nil)
                seen += page.items.map(\.handle)
                query.after = page.next
            } while query.after != nil
            let expected = entries.map(\.product).filter { category == nil || $0.category == category }.map(\.handle)
            #expect(seen.count == expected.count)
            #expect(Set(seen) == Set(expected))
        }
    }

    @Test func availabilityIsThatOfTheBestVariant() async throws {
        try await Self.withCatalog { catalog, _ in
            var entry = try Samples.entry("lamp", stock: 0)
            let second = try Samples.sku("LAMP-2")
            entry.product.variants.append(Variant(sku: second, title: "Big", price: Money(900, .usd)))
            for (units, expected) in [(0, Availability.soldOut), (10, .lowStock), (11, .inStock)] {
                entry.stock[second] = units
                _ = try await catalog.upsert([entry])
                let item = try #require(try await catalog.page(ProductQuery(), lowStockThreshold: 10).items.first)
                #expect(item.availability == expected)
                #expect(item.priceFrom == Money(900, .usd))
                #expect(item.priceVaries)
                let product = try await catalog.product(handle: "lamp", lowStockThreshold: 10)
                #expect(product?.variants.map(\.availability) == [.soldOut, expected])
            }
        }
    }
}
