import PaymentAPI
import Commerce
import Foundation
import HTTPTypes
import OrderAPI
import OrderService
import ProductAPI
import ServiceKit
import TestKit
import Testing

/// `POST /api/orders`: outcomes, and that a key has one.
@Suite struct OrderPlacementTests {
    @Test func anOrderIsConfirmedAndEveryRepeatGetsTheSameAnswer() async throws {
        try await withShop { shop in
            let first = try await shop.place(key: "k1")
            #expect(first.status == 201)
            let order = try first.decode(Order.self)
            #expect(order.status == .confirmed)
            #expect(order.number == "S-1001")
            #expect(order.totals.total == Money(2_500 + 599 + 206, .usd))
            #expect(order.accessToken == shop.world.tokens.token(for: order.id))
            #expect(first.headers[.location] == "/api/orders/\(order.id)")
            try await eventually { try await shop.world.orders.order(order.id)?.saga == .done }
            let again = try await shop.place(key: "k1")
            #expect(again.status == 201)
            #expect(again.body == first.body)
            let mug = try #require(SKU("MUG"))
            #expect(shop.world.stock.onHand(mug) == 8)
            #expect(shop.world.payments.payments[order.id]?.captured == order.totals.total)
            let shown = try await shop.send(.get, "/api/orders/\(order.id)", bearer: order.accessToken).decode(Order.self)
            #expect(shown.createdAt == order.createdAt)
            #expect(shown.accessToken == nil)
        }
    }

    @Test func nobodyPaysATotalTheyHaveNotSeen() async throws {
        try await withShop { shop in
            let shown = Money(2_500 + 599 + 206, .usd)
            func order(expecting total: Int) -> String {
                TestShop.order().replacing(#""email""#, with: #""expectedTotal":{"amount":\#(total),"currency":"USD"},"email""#)
            }
            let refused = try await shop.place(order(expecting: shown.amount - 1), key: "k")
            #expect(refused.status == 409)
            #expect(refused.code == "total_changed")
            #expect(shop.world.stock.units(.held) == [:])
            let placed = try await shop.place(order(expecting: shown.amount), key: "k")
            #expect(placed.status == 201)
            let order = try placed.decode(Order.self)
            #expect(order.totals.total == shown)
        }
    }

    @Test(arguments: [
        (TestShop.order(token: "tok_declined"), 402, "payment_declined"), (TestShop.order([("MUG", 11)]), 409, "out_of_stock"),
        (TestShop.order(token: "tok_nonsense"), 422, "validation_failed"),
    ]) func aRefusalIsTheAnswerForGood(body: String, status: Int, code: String) async throws {
        try await withShop { shop in
            let first = try await shop.place(body, key: "k")
            #expect(first.status == status)
            #expect(first.code == code)
            let mug = try #require(SKU("MUG"))
            shop.world.stock.setOnHand(100, of: mug)
            let again = try await shop.place(body, key: "k")
            #expect(again.status == status)
            #expect(again.body == first.body)
            #expect(shop.world.stock.units(.held) == [:])
        }
    }

    @Test func whatIsShortIsNamed() async throws {
        struct Lines: Decodable { var lines: [ShortLine] }
        try await withShop { shop in
            let reply = try await shop.place(TestShop.order([("MUG", 11), ("PEN", 1)]), key: "k")
            let mug = try #require(SKU("MUG"))
            #expect(try reply.decode(Lines.self).lines == [ShortLine(sku: mug, requested: 11, available: 10)])
        }
    }

    @Test func aKeyIsNeededAndBelongsToOneRequest() async throws {
        try await withShop { shop in
            #expect(try await shop.send(.post, "/api/orders", TestShop.order()).code == "idempotency_key_required")
            for bad in ["with space", String(repeating: "k", count: 256)] {
                #expect(try await shop.place(key: bad).code == "idempotency_key_invalid")
            }
            #expect(try await shop.place(key: "k").status == 201)
            let other = try await shop.place(TestShop.order([("PEN", 1)]), key: "k")
            #expect(other.status == 422)
            #expect(other.code == "idempotency_key_reused")
            #expect(try await shop.place(key: "K").status == 201, "keys that differ in case are two")
        }
    }

    @Test func manyAtOnceWithOneKeyAreOneOrder() async throws {
        try await withShop { shop in
            let replies = try await withThrowingTaskGroup(of: TestShop.Reply.self) { group in
                for _ in 0..<20 { group.addTask { try await shop.place(key: "same") } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(replies.allSatisfy { $0.status == 201 || $0.code == "request_in_progress" })
            #expect(replies.filter { $0.code == "request_in_progress" }.allSatisfy { $0.headers[.retryAfter] == "1" })
            #expect(Set(replies.filter { $0.status == 201 }.map(\.body)).count == 1)
            #expect(try await shop.world.orders.orders(status: nil, before: nil, limit: 100).count == 1)
        }
    }

    @Test func manyBuyersOfTheLastUnitsGetNoMoreThanThereAre() async throws {
        try await withShop { shop in
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for buyer in 0..<60 {
                    group.addTask { try await shop.place(TestShop.order([("MUG", 1)]), key: "buyer-\(buyer)").status }
                }
                return try await group.reduce(into: [:]) { $0[$1, default: 0] += 1 }
            }
            #expect(statuses == [201: 10, 409: 50])
        }
    }

    @Test func aPaymentWithUnknownOutcomeIsAskedForUntilItIsKnown() async throws {
        try await withShop { shop in
            let order = try await shop.place(TestShop.order(token: "tok_timeout"), key: "k").decode(Order.self)
            #expect(order.status == .confirmed)
        }
    }

    @Test func withoutPaymentNothingIsLeftBehindAndTheKeyMayBeTriedAfresh() async throws {
        try await withShop { shop in
            for operation in ["authorize", "void", "payment"] { shop.world.faults.set(.refused, for: operation) }
            let refused = try await shop.place(key: "k")
            #expect(refused.status == 503)
            #expect(refused.code == "payment_unavailable")
            #expect(refused.headers[.retryAfter] != nil)
            #expect(shop.world.stock.units(.held) == [:])
            shop.world.faults.heal()
            let placed = try await shop.place(key: "k")
            #expect(placed.status == 201)
            let order = try placed.decode(Order.self)
            try await eventually { try await OrderFacts(database: shop.world.database).reduce(into: true) { $0 = $0 && $1.isSettled } }
            let rejected = try await shop.world.orders.orders(status: .rejected, before: nil, limit: 10)
            #expect(rejected.map(\.reason) == ["payment_unavailable"])
            #expect(shop.world.payments.payments.filter { $0.value.captured.amount > 0 }.map(\.key) == [order.id])
        }
    }

    @Test(arguments: ["quotes", "reserve"]) func withoutProductsNothingIsLeftBehind(operation: String) async throws {
        try await withShop { shop in
            shop.world.faults.set(.refused, for: operation)
            let refused = try await shop.place(key: "k")
            #expect(refused.status == 503)
            #expect(refused.code == "product_unavailable")
            shop.world.faults.heal()
            #expect(try await shop.place(key: "k").status == 201)
        }
    }

    @Test func anOutcomeThatTakesTooLongIsHadLater() async throws {
        try await withShop(["checkout.timeout": "100ms"]) { shop in
            shop.world.faults.set(.answerLost, for: "authorize")
            shop.world.faults.set(.requestLost, for: "payment")
            let pending = try await shop.place(key: "k")
            #expect(pending.status == 503)
            #expect(pending.code == "outcome_pending")
            #expect(pending.headers[.retryAfter] == "1")
            let repeated = try await shop.place(key: "k")
            #expect(repeated.code == "request_in_progress")
            shop.world.faults.heal()
            try await eventually { try await shop.place(key: "k").status == 201 }
            #expect(try await shop.world.orders.orders(status: nil, before: nil, limit: 10).count == 1)
        }
    }
}
