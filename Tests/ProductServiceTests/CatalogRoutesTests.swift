import Commerce
import HTTPTypes
import HummingbirdTesting
import NIOCore
import ProductAPI
import ProductService
import ServiceKit
import TestKit
import Testing

@Suite("GET /api/products and /api/categories")
struct CatalogRoutesTests {
    @Test func aListAndAProductAreServedWithTags() async throws {
        try await ProductShop.open(["inventory.threshold": "5"]) { shop in
            try await shop.stock([try Samples.entry("lamp", stock: 5), try Samples.entry("desk", stock: 6)])
            let list = try await shop.send(.get, "/api/products")
            #expect(list.status == .ok)
            #expect(try list.decode(ProductPage.self).items.map(\.handle) == ["desk", "lamp"])
            #expect(list.headers[.cacheControl] == "public, max-age=30")

            let product = try await shop.send(.get, "/api/products/lamp")
            #expect(try product.decode(Product.self).variants.map(\.availability) == [.lowStock])
            let tag = try #require(product.headers[.eTag])
            let again = try await shop.send(.get, "/api/products/lamp", headers: [.ifNoneMatch: tag])
            #expect(again.status == .notModified)
            #expect(again.body.readableBytes == 0)
            #expect(again.headers[.eTag] == tag)
            #expect(try await shop.send(.get, "/api/products/lamp", headers: [.ifNoneMatch: "\"other\""]).status == .ok)
            let head = try await shop.send(.head, "/api/products/lamp")
            #expect(head.status == .ok)
            #expect(head.headers[.eTag] == tag)
        }
    }

    @Test func whatIsNotThereIsA404() async throws {
        try await ProductShop.open { shop in
            for path in ["/api/products/nothing", "/api/products/%00", "/api/products/%FF", "/api/products/a%2Fb"] {
                let response = try await shop.send(.get, path)
                #expect(response.status == .notFound, "\(path)")
                #expect(response.problemCode == "not_found", "\(path)")
            }
        }
    }

    @Test(arguments: [
        ("limit=0", "limit"), ("limit=101", "limit"), ("limit=ten", "limit"), ("limit=", "limit"), ("limit=1&limit=2", "limit"),
        ("colour=red", "colour"), ("after=nonsense", "after"), ("after=%F0", "after"), ("search=%", "search"), ("search=%00", "search"),
        ("search=a+b+c+d+e+f+g+h+i", "search"), ("category=%0A", "category"), ("%FF=1", "%FF"),
    ])
    func aMistakenQueryIsRefusedByField(query: String, field: String) async throws {
        try await ProductShop.open { shop in
            let response = try await shop.send(.get, "/api/products?\(query)")
            #expect(response.status == .unprocessableContent)
            #expect(response.problemCode == "validation_failed")
            #expect(response.problemFields == [field])
        }
    }

    @Test func allMistakesAreToldAtOnce() async throws {
        try await ProductShop.open { shop in
            let response = try await shop.send(.get, "/api/products?limit=0&colour=red&after=x")
            #expect(Set(response.problemFields) == ["limit", "colour", "after"])
        }
    }

    @Test func theCursorOfAPageLeadsToTheNext() async throws {
        try await ProductShop.open(["page.size": "2"]) { shop in
            try await shop.stock(try (0..<5).map { try Samples.entry("p\($0)") })
            let first = try await shop.send(.get, "/api/products").decode(ProductPage.self)
            let cursor = try #require(first.next)
            let second = try await shop.send(.get, "/api/products?limit=3&after=\(cursor)").decode(ProductPage.self)
            #expect((first.items + second.items).map(\.handle) == ["p0", "p1", "p2", "p3", "p4"])
            #expect(second.next == nil)
            #expect(try await shop.send(.get, "/api/products?category=things&after=\(cursor)").problemFields == ["after"])
        }
    }

    @Test func searchAndCategoriesReadTheQueryAsAFormWritesIt() async throws {
        try await ProductShop.open { shop in
            try await shop.stock([
                try Samples.entry("creme", title: "Crème Brûlée", category: "Home & Kitchen"),
                try Samples.entry("lamp", category: "lights"),
            ])
            for query in ["search=creme+brulee", "search=CR%C3%88ME", "category=Home+%26+Kitchen", "category=Home%20%26%20Kitchen"] {
                let page = try await shop.send(.get, "/api/products?\(query)").decode(ProductPage.self)
                #expect(page.items.map(\.handle) == ["creme"], "\(query)")
            }
            #expect(try await shop.send(.get, "/api/products?search=&category=").decode(ProductPage.self).items.count == 2)
            let categories = try await shop.send(.get, "/api/categories").decode([CategoryCount].self)
            #expect(categories == [CategoryCount(name: "Home & Kitchen", products: 1), CategoryCount(name: "lights", products: 1)])
        }
    }

    @Test func anAnswerIsKeptForItsTimeAndForgottenOnAWrite() async throws {
        try await ProductShop.open { shop in
            try await shop.stock([try Samples.entry("lamp")])
            #expect(try await shop.send(.get, "/api/products/lamp").decode(Product.self).title == "lamp")
            try await shop.stock([try Samples.entry("lamp", title: "From another process")])
            shop.clock.advance(by: .seconds(29))
            let kept = try await shop.send(.get, "/api/products/lamp")
            #expect(try kept.decode(Product.self).title == "lamp")
            #expect(kept.headers[.age] == "29")
            shop.clock.advance(by: .seconds(1))
            #expect(try await shop.send(.get, "/api/products/lamp").decode(Product.self).title == "From another process")

            _ = try await shop.send(.put, "/api/admin/inventory/LAMP", as: shop.admin, json: #"{"onHand":0}"#)
            let soldOut = try await shop.send(.get, "/api/products/lamp").decode(Product.self)
            #expect(soldOut.variants.map(\.availability) == [.soldOut])
        }
    }

    @Test func withoutACacheNobodyElseMayKeepAnything() async throws {
        try await ProductShop.open(["cache.ttl": "0s"]) { shop in
            try await shop.stock([try Samples.entry("lamp")])
            #expect(try await shop.send(.get, "/api/products/lamp").headers[.cacheControl] == "no-cache")
            try await shop.stock([try Samples.entry("lamp", title: "New")])
            #expect(try await shop.send(.get, "/api/products/lamp").decode(Product.self).title == "New")
        }
    }
}
