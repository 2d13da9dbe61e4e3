import HTTPTypes
import Commerce
import Foundation
import OrderAPI
import OrderService
import PaymentAPI
import ProductAPI
import ServiceKit
import TestKit
import Testing

/// Giving back: cancelling an order, and refunding parts of it.
@Suite struct CancelAndRefundTests {
    private static func cents(_ amount: Int) -> String { #"{"amount":{"amount":\#(amount),"currency":"USD"}}"# }

    @Test func aCancelledOrderGivesEverythingBackOnce() async throws {
        try await withShop { shop in
            let order = try await shop.confirmedOrder()
            for _ in 0..<2 {
                let reply = try await shop.send(.post, "/api/orders/\(order.id)/cancel", bearer: order.accessToken)
                #expect(reply.status == 200)
                #expect(try reply.decode(Order.self).status == .cancelled)
            }
            try await eventually { try await shop.world.orders.order(order.id)?.saga.isSettled == true }
            let shown = try await shop.send(.get, "/api/orders/\(order.id)", bearer: order.accessToken).decode(Order.self)
            #expect(shown.refunded == order.totals.total)
            #expect(shop.world.payments.payments[order.id]?.status == .voided)
            let mug = try #require(SKU("MUG"))
            #expect(shop.world.stock.onHand(mug) == 10)
            #expect(try await shop.place(key: "confirmed").decode(Order.self).status == .confirmed, "the answer to the key stays")
        }
    }

    @Test func onlyAConfirmedOrderCanBeCancelled() async throws {
        try await withShop { shop in
            _ = try await shop.place(TestShop.order(token: "tok_declined"), key: "k")
            let order = try #require(try await shop.world.orders.orders(status: .rejected, before: nil, limit: 1).first)
            let token = shop.world.tokens.token(for: order.id)
            let reply = try await shop.send(.post, "/api/orders/\(order.id)/cancel", bearer: token)
            #expect(reply.status == 409)
            #expect(reply.code == "order_not_cancellable")
        }
    }

    @Test func anOrderCancelledWithoutPaymentIsRefundedLater() async throws {
        try await withShop { shop in
            let order = try await shop.confirmedOrder()
            shop.world.faults.set(.refused, for: "void")
            let reply = try await shop.send(.post, "/api/orders/\(order.id)/cancel", bearer: order.accessToken)
            #expect(try reply.decode(Order.self).status == .cancelled)
            shop.world.faults.heal()
            try await eventually { shop.world.payments.payments[order.id]?.status == .voided }
        }
    }

    /// The order that is cancelled takes up all the room itself: stuck in its capture, it waits there rather than hand itself back.
    @Test func aCancellationHoldsThoughThereIsNoRoomToCarryItOut() async throws {
        try await withShop(["saga.concurrency": "1", "saga.backoff.first": "200ms", "saga.backoff.maximum": "10s"]) { shop in
            shop.world.faults.set(.requestLost, for: "capture")
            let order = try await shop.place(key: "k").decode(Order.self)
            #expect(order.status == .confirmed)
            let reply = try await shop.send(.post, "/api/orders/\(order.id)/cancel", bearer: order.accessToken)
            #expect(reply.status == 200)
            #expect(try reply.decode(Order.self).status == .cancelled)
            #expect(shop.world.payments.payments[order.id]?.status == .authorized, "nothing can have gone back yet")
            shop.world.faults.heal()
            try await eventually { try await shop.world.orders.order(order.id)?.saga == .cancelled(.requested) }
            let payment = try #require(shop.world.payments.payments[order.id])
            #expect(payment.status == .voided)
            #expect(payment.refunded == payment.captured)
            let mug = try #require(SKU("MUG"))
            #expect(shop.world.stock.onHand(mug) == 10)
            #expect(shop.world.stock.units(.held) == [:])
        }
    }

    @Test func partsAreRefundedUntilNothingIsLeft() async throws {
        try await withShop { shop in
            let order = try await shop.confirmedOrder()
            let total = order.totals.total.amount
            let first = try await shop.refund(Self.cents(1_000), of: order, key: "r1")
            #expect(try first.decode(Order.self).refunded == Money(1_000, .usd))
            let again = try await shop.refund(Self.cents(1_000), of: order, key: "r1")
            #expect(again.body == first.body)
            let tooMuch = try await shop.refund(Self.cents(total), of: order, key: "r2")
            #expect(tooMuch.status == 409)
            #expect(tooMuch.code == "refund_exceeds_capture")
            let rest = try await shop.refund(of: order, key: "r3")
            #expect(try rest.decode(Order.self).refunded == order.totals.total)
            #expect(try await shop.refund(of: order, key: "r4").code == "refund_exceeds_capture")
            #expect(shop.world.payments.payments[order.id]?.refunded == order.totals.total)
            #expect(try await shop.refund(Self.cents(1), of: order, key: "r1").code == "idempotency_key_reused")
            #expect(try await shop.refund(Self.cents(0), of: order, key: "r5").fields == ["amount.amount"])
        }
    }

    @Test func manyRefundsAtOnceNeverExceedTheCapture() async throws {
        try await withShop { shop in
            let order = try await shop.confirmedOrder()
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for index in 0..<20 {
                    group.addTask { try await shop.refund(Self.cents(500), of: order, key: "r\(index)").status }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(statuses.count { $0 == 200 } == order.totals.total.amount / 500)
            #expect(statuses.allSatisfy { $0 == 200 || $0 == 409 })
        }
    }

    @Test(arguments: [Fault.requestLost, .answerLost]) func aRefundWithUnknownOutcomeIsCarriedThrough(fault: Fault) async throws {
        try await withShop(["checkout.timeout": "100ms"]) { shop in
            let order = try await shop.confirmedOrder()
            shop.world.faults.set(fault, for: "refund")
            #expect(try await shop.refund(Self.cents(700), of: order, key: "r").code == "outcome_pending")
            #expect(try await shop.refund(Self.cents(700), of: order, key: "r").code == "request_in_progress")
            shop.world.faults.heal()
            try await eventually { try await shop.refund(Self.cents(700), of: order, key: "r").status == 200 }
            #expect(shop.world.payments.payments[order.id]?.refunded == Money(700, .usd))
        }
    }

    @Test func aRefundWithoutPaymentMayBeTriedAfresh() async throws {
        try await withShop { shop in
            let order = try await shop.confirmedOrder()
            shop.world.faults.set(.refused, for: "refund")
            #expect(try await shop.refund(of: order, key: "r").code == "payment_unavailable")
            shop.world.faults.heal()
            #expect(try await shop.refund(of: order, key: "r").status == 200)
        }
    }

    @Test func theSameKeyServesAnOrderAndARefund() async throws {
        try await withShop { shop in
            let order = try await shop.confirmedOrder(key: "same")
            #expect(try await shop.refund(of: order, key: "same").status == 200)
        }
    }
}
