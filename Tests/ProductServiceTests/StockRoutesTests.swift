import Commerce
import HTTPTypes
import HummingbirdTesting
import ProductAPI
import ProductService
import ServiceKit
import Testing

@Suite("Inventory, quotes and reservations over HTTP")
struct StockRoutesTests {
    @Test func anAdministratorReadsAndCountsTheStock() async throws {
        try await ProductShop.open { shop in
            try await shop.stock([try Samples.entry("lamp", stock: 7)])
            let before = try await shop.send(.get, "/api/admin/inventory/LAMP", as: shop.admin)
            #expect(try before.decode() == InventoryLevel(sku: Samples.sku("LAMP"), onHand: 7, reserved: 0))
            let after = try await shop.send(.put, "/api/admin/inventory/LAMP", as: shop.admin, json: #"{"onHand":100}"#)
            #expect(try after.decode() == InventoryLevel(sku: Samples.sku("LAMP"), onHand: 100, reserved: 0))
            #expect(try await shop.send(.get, "/api/admin/inventory/NONE", as: shop.admin).status == .notFound)
            #expect(try await shop.send(.put, "/api/admin/inventory/NONE", as: shop.admin, json: #"{"onHand":1}"#).status == .notFound)
        }
    }

    @Test(arguments: [#"{"onHand":-1}"#, #"{"onHand":1000000001}"#, #"{"onHand":"1"}"#, "{}", #"{"onHand":null}"#])
    func aMistakenCountIsRefused(body: String) async throws {
        try await ProductShop.open { shop in
            try await shop.stock([try Samples.entry("lamp", stock: 7)])
            let response = try await shop.send(.put, "/api/admin/inventory/LAMP", as: shop.admin, json: body)
            #expect(response.status == .unprocessableContent)
            #expect(response.problemFields == ["onHand"])
        }
    }

    @Test func quotesAreNeverKept() async throws {
        try await ProductShop.open { shop in
            try await shop.stock([try Samples.entry("lamp")])
            let body = #"{"skus":["LAMP","NONE","LAMP"]}"#
            let first = try await shop.send(.post, "/internal/quotes", as: shop.orderService, json: body).decode(QuoteList.self)
            #expect(first.items.map(\.price) == [Money(1_000, .usd)])
            #expect(first.items.map(\.productTitle) == ["lamp"])
            var entry = try Samples.entry("lamp")
            entry.product.variants[0].price = Money(1_100, .usd)
            try await shop.stock([entry])
            let second = try await shop.send(.post, "/internal/quotes", as: shop.orderService, json: body).decode(QuoteList.self)
            #expect(second.items.map(\.price) == [Money(1_100, .usd)])
        }
    }

    @Test func aReservationGoesItsWayOverHTTP() async throws {
        try await ProductShop.open { shop in
            try await shop.stock([try Samples.entry("lamp", stock: 5)])
            let path = "/internal/reservations/order-1"
            let held = try await shop.send(.put, path, as: shop.orderService, json: #"{"lines":[{"sku":"LAMP","quantity":2}]}"#)
            #expect(held.status == .ok)
            #expect(try held.decode(Reservation.self).status == .held)

            let short = try await shop.send(
                .put, "/internal/reservations/order-2", as: shop.orderService, json: #"{"lines":[{"sku":"LAMP","quantity":4}]}"#)
            #expect(short.status == .conflict)
            #expect(short.problemCode == ProductProblemCode.outOfStock)
            #expect(try short.decode(OutOfStockLines.self).lines == [ShortLine(sku: Samples.sku("LAMP"), requested: 4, available: 3)])

            #expect(try await shop.send(.post, path + "/commit", as: shop.orderService).status == .ok)
            let lapsed = try await shop.send(.post, "/internal/reservations/order-2/commit", as: shop.orderService)
            #expect(lapsed.problemCode == ProductProblemCode.reservationLapsed)
            #expect(try await shop.send(.post, path + "/release", as: shop.orderService).status == .ok)
            let closed = try await shop.send(.post, path + "/commit", as: shop.orderService)
            #expect(closed.status == .conflict)
            #expect(closed.problemCode == ProductProblemCode.reservationClosed)
        }
    }

    @Test(arguments: [
        (#"{"lines":[]}"#, "lines"), (#"{"lines":[{"sku":"LAMP","quantity":0}]}"#, "lines[0].quantity"),
        (#"{"lines":[{"sku":"LAMP","quantity":10001}]}"#, "lines[0].quantity"), (#"{"lines":[{"sku":"","quantity":1}]}"#, "lines[0].sku"),
        (#"{"lines":[{"sku":"LAMP"}]}"#, "lines[0].quantity"), (#"{"lines":3}"#, "lines"),
    ])
    func mistakenLinesAreRefusedByField(body: String, field: String) async throws {
        try await ProductShop.open { shop in
            let response = try await shop.send(.put, "/internal/reservations/order-1", as: shop.orderService, json: body)
            #expect(response.status == .unprocessableContent)
            #expect(response.problemFields == [field])
        }
    }

    @Test func tooManyLinesOrSKUsAreRefused() async throws {
        try await ProductShop.open { shop in
            let lines = (0...100).map { #"{"sku":"S\#($0)","quantity":1}"# }.joined(separator: ",")
            let reservation = try await shop.send(
                .put, "/internal/reservations/order-1", as: shop.orderService, json: #"{"lines":[\#(lines)]}"#)
            #expect(reservation.problemFields == ["lines"])
            let skus = (0...QuoteRequest.maximumSKUs).map { "\"S\($0)\"" }.joined(separator: ",")
            let quotes = try await shop.send(.post, "/internal/quotes", as: shop.orderService, json: #"{"skus":[\#(skus)]}"#)
            #expect(quotes.problemFields == ["skus"])
            let order = try await shop.send(.post, "/internal/reservations/a%20b/commit", as: shop.orderService)
            #expect(order.problemFields == ["order"])
        }
    }
}
