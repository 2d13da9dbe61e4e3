import Commerce
import Foundation
import HTTPTypes
import OrderAPI
import TestKit
import Testing

/// Carts over HTTP: prices of the moment, entity tags, and no update lost.
@Suite struct CartTests {
    @Test func aCartIsFilledChangedAndOrdered() async throws {
        try await withShop { shop in
            let created = try await shop.send(.post, "/api/carts")
            #expect(created.status == 201)
            let path = try #require(created.headers[.location])
            let cart = try await shop.send(.put, path + "/items/MUG", #"{"quantity":2}"#).decode(Cart.self)
            #expect(cart.total == Money(2_500, .usd))
            #expect(cart.items.map(\.title) == ["The MUG"])
            _ = try await shop.send(.put, path + "/items/PEN", #"{"quantity":3}"#)
            let smaller = try await shop.send(.delete, path + "/items/MUG").decode(Cart.self)
            #expect(smaller.total == Money(597, .usd))
            shop.world.stock.add("PEN", price: 200, onHand: 1_000)
            #expect(try await shop.send(.get, path).decode(Cart.self).total == Money(600, .usd))
            let totals = try await shop.send(.get, path + "/totals").decode(OrderTotals.self)
            let order = try await shop.place(TestShop.order(cart: cart.id), key: "k").decode(Order.self)
            #expect(order.totals == totals)
            #expect(try await shop.send(.get, path).decode(Cart.self).items.isEmpty)
            #expect(try await shop.send(.get, path + "/totals?country=DE").decode(OrderTotals.self).total.amount == 0)
            #expect(try await shop.place(TestShop.order(cart: cart.id), key: "k").status == 201, "the key outlives the cart")
            #expect(try await shop.place(TestShop.order(cart: cart.id), key: "other").fields == ["cart"])
        }
    }

    @Test func aStaleTagIsRefusedAndNothingChanged() async throws {
        try await withShop { shop in
            let created = try await shop.send(.post, "/api/carts")
            let path = try #require(created.headers[.location])
            let tag = try #require(created.headers[.eTag])
            let first = try await shop.send(.put, path + "/items/MUG", #"{"quantity":1}"#, headers: ["If-Match": tag])
            #expect(first.status == 200)
            for call in [(HTTPRequest.Method.put, #"{"quantity":5}"# as String?), (.delete, nil)] {
                let stale = try await shop.send(call.0, path + "/items/MUG", call.1, headers: ["If-Match": tag])
                #expect(stale.status == 412)
                #expect(stale.code == "precondition_failed")
            }
            let now = try await shop.send(.get, path)
            #expect(now.headers[.eTag] == first.headers[.eTag])
            #expect(try now.decode(Cart.self).items.map(\.quantity) == [1])
            let any = try await shop.send(.put, path + "/items/MUG", #"{"quantity":2}"#, headers: ["If-Match": "*"])
            #expect(any.status == 200)
        }
    }

    @Test func noUpdateIsLost() async throws {
        try await withShop { shop in
            for index in 0..<40 { shop.world.stock.add("SKU-\(index)", price: 100, onHand: 1) }
            let path = try #require(try await shop.send(.post, "/api/carts").headers[.location])
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for index in 0..<40 {
                    group.addTask { try await shop.send(.put, path + "/items/SKU-\(index)", #"{"quantity":1}"#).status }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(statuses.allSatisfy { $0 == 200 })
            #expect(try await shop.send(.get, path).decode(Cart.self).items.count == 40)
        }
    }

    @Test func ofManyWithTheSameTagOneWins() async throws {
        try await withShop { shop in
            let created = try await shop.send(.post, "/api/carts")
            let path = try #require(created.headers[.location])
            let tag = try #require(created.headers[.eTag])
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for quantity in 1...20 {
                    group.addTask {
                        try await shop.send(.put, path + "/items/MUG", #"{"quantity":\#(quantity)}"#, headers: ["If-Match": tag]).status
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(statuses.count { $0 == 200 } == 1)
            #expect(statuses.count { $0 == 412 } == 19)
        }
    }

    @Test func aCartWorksOnItsLastKnownPricesWithoutTheCatalogue() async throws {
        try await withShop { shop in
            let path = try #require(try await shop.send(.post, "/api/carts").headers[.location])
            _ = try await shop.send(.put, path + "/items/MUG", #"{"quantity":1}"#)
            shop.world.faults.set(.refused, for: "quotes")
            #expect(try await shop.send(.get, path).decode(Cart.self).total == Money(1_250, .usd))
            let more = try await shop.send(.put, path + "/items/MUG", #"{"quantity":3}"#)
            #expect(try more.decode(Cart.self).total == Money(3_750, .usd))
            let new = try await shop.send(.put, path + "/items/PEN", #"{"quantity":1}"#)
            #expect(new.status == 503)
            #expect(new.headers[.retryAfter] != nil)
        }
    }

    @Test(arguments: [
        (HTTPRequest.Method.put, "/items/NOPE", #"{"quantity":1}"# as String?, 422), (.put, "/items/MUG", #"{"quantity":0}"#, 422),
        (.put, "/items/MUG", #"{"quantity":101}"#, 422), (.put, "/items/MUG", "{}", 422), (.put, "/items/MUG", "[", 400),
        (.put, "/items/a%20b", #"{"quantity":1}"#, 422), (.put, "/items/%ZZ", #"{"quantity":1}"#, 422),
        (.get, "/totals?country=usa", nil, 422), (.delete, "/items/MUG", nil, 200),
    ]) func whatIsNotValidIsRefused(method: HTTPRequest.Method, path: String, body: String?, status: Int) async throws {
        try await withShop { shop in
            let cart = try #require(try await shop.send(.post, "/api/carts").headers[.location])
            #expect(try await shop.send(method, cart + path, body).status == status)
            #expect(try await shop.send(.get, "/api/carts/none").status == 404)
            #expect(try await shop.send(.put, "/api/carts/none/items/MUG", #"{"quantity":1}"#).status == 404)
        }
    }

    @Test func aCartHoldsOnlySoManyItems() async throws {
        try await withShop(["cart.lines.maximum": "1"]) { shop in
            let path = try #require(try await shop.send(.post, "/api/carts").headers[.location])
            #expect(try await shop.send(.put, path + "/items/MUG", #"{"quantity":1}"#).status == 200)
            #expect(try await shop.send(.put, path + "/items/PEN", #"{"quantity":1}"#).status == 422)
        }
    }
}
