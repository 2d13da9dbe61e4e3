import Commerce
import Foundation
import HotConfig
import Hummingbird
import HummingbirdTesting
import Logging
import ProductAPI
import ProductService
import ServiceKit
import TestKit
import Testing

@Suite("The product service through its client")
struct HTTPProductClientTests {
    private static func withClient(_ body: @escaping @Sendable (HTTPProductClient) async throws -> Void) async throws {
        try await withTemporaryDatabase { database in
            let issuer = TokenIssuer.ephemeral()
            let logger = Logger(label: "test")
            let module = buildProductService(config: .fixed(), database: database, logger: logger)
            try await module.prepare()
            _ = try await Catalog(database: database, now: { Date() }).upsert([
                try Samples.entry("lamp", title: "Red lamp", category: "Home & Kitchen", stock: 5), try Samples.entry("desk", stock: 200),
            ])
            let token = try await issuer.service("order-service")
            let application = Application(
                router: buildRouter(modules: [module], tokens: try await issuer.verifier()),
                configuration: .init(address: .hostname("127.0.0.1", port: 0)))
            try await application.test(.live) { server in
                let port = try #require(server.port)
                try await OutboundPool.withPool { http in
                    let outbound = OutboundClient(
                        service: "product-service", baseURLs: ["http://127.0.0.1:\(port)"], token: token, http: http, logger: logger)
                    try await body(HTTPProductClient(client: outbound))
                }
            }
        }
    }

    @Test func theCatalogueIsRead() async throws {
        try await Self.withClient { client in
            let page = try await client.products(ProductQuery(limit: 1))
            #expect(page.items.map(\.handle) == ["desk"])
            let next = try await client.products(ProductQuery(limit: 1, after: page.next))
            #expect(next.items.map(\.handle) == ["lamp"])
            #expect(try await client.products(ProductQuery(search: "réd lamp", category: "Home & Kitchen")).items.count == 1)
            #expect(try await client.product(handle: "lamp")?.title == "Red lamp")
            #expect(try await client.product(handle: "no such/thing?") == nil)
            #expect(try await client.categories().map(\.name) == ["Home & Kitchen", "things"])
            await #expect(throws: OutboundError.self) { try await client.products(ProductQuery(limit: 0)) }
        }
    }

    @Test func outcomesComeBackAsTheyAre() async throws {
        try await Self.withClient { client in
            let lamp = try Samples.sku("LAMP")
            let (one, two) = (try Samples.order("one"), try Samples.order("two"))
            let quotes = try await client.quotes(for: [lamp, try Samples.sku("NONE"), lamp])
            #expect(quotes.mapValues(\.availability) == [lamp: .lowStock])
            #expect(try await client.quotes(for: []).isEmpty)

            guard case .reserved(let held) = try await client.reserve([StockLine(sku: lamp, quantity: 4)], for: one) else {
                Issue.record("must be reserved")
                return
            }
            #expect(held.status == .held)
            let short = ReserveOutcome.outOfStock([ShortLine(sku: lamp, requested: 2, available: 1)])
            #expect(try await client.reserve([StockLine(sku: lamp, quantity: 2)], for: two) == short)
            #expect(try await client.commit(two) == .lapsed)
            #expect(try await client.commit(one) == .committed)
            try await client.release(one)
            #expect(try await client.commit(one) == .closed)
            #expect(try await client.reserve([StockLine(sku: lamp, quantity: 1)], for: one) == .closed)
        }
    }
}
