import Audit
import Commerce
import Foundation
import Testing

/// For each kind of finding, a change to the clean shop that makes that finding and no other.
enum Spoiling {
    static func apply(_ code: AuditFinding.Code, to facts: inout AuditFacts) throws {
        let stranger = try #require(OrderID("stranger"))
        let cents = Money(1, .usd)
        switch code {
        case .acknowledgedOrderLost, .acknowledgedOrderNotConfirmed, .acknowledgedAnswerDiffers, .orderNumberShared, .keyShared,
            .keyAnsweredDifferently, .orderNotFinal:
            try spoilOrders(code, &facts, stranger)
        case .oversold, .stockNotBalanced, .stockNegative, .stockMissing, .soldDiffersFromCommitments, .reservedDiffersFromHolds,
            .reservationNotCommitted, .reservationLinesDiffer, .reservationNotReleased, .reservationWithoutOrder:
            try spoilStock(code, &facts, stranger)
        case .paymentMissing: facts.payments.remove(at: 0)
        case .captureMissing: facts.payments[0].status = .voided
        case .captureTotalDiffers: facts.payments[0].captured = Money(4499, .usd)
        case .captureNotRefunded:
            facts.payments[3].status = .captured
            facts.payments[3].captured = cents
        case .refundExceedsCapture:
            facts.payments[3].refunded = cents
        case .paymentWithoutOrder:
            facts.payments.append(
                PaymentFact(order: stranger, status: .declined, amount: cents, captured: .zero(.usd), refunded: .zero(.usd)))
        case .paymentNotSettled: facts.payments[3].status = .voiding
        case .chargeMissing: facts.charges?.remove(at: 0)
        case .chargeCapturedTwice:
            facts.charges?.append(
                ChargeFact(order: facts.orders[0].id, key: "again", captureCount: 1, captured: cents, refunded: .zero(.usd)))
        case .chargeTotalDiffers: facts.charges?[0].captured = Money(4501, .usd)
        case .chargeNotRefunded:
            facts.charges?.append(
                ChargeFact(order: facts.orders[3].id, key: "late", captureCount: 1, captured: cents, refunded: .zero(.usd)))
        case .chargeRefundExceedsCapture:
            facts.charges?.append(
                ChargeFact(order: facts.orders[3].id, key: "odd", captureCount: 0, captured: .zero(.usd), refunded: cents))
        case .chargeWithoutOrder:
            facts.charges?.append(ChargeFact(order: stranger, key: "lost", captureCount: 1, captured: cents, refunded: .zero(.usd)))
        case .refundDiffersFromProvider: facts.charges?[1].refunded = Money(1499, .usd)
        }
    }

    private static func spoilOrders(_ code: AuditFinding.Code, _ facts: inout AuditFacts, _ stranger: OrderID) throws {
        switch code {
        case .acknowledgedOrderLost:
            facts.acknowledged.append(
                AcknowledgedOrder(id: stranger, number: "S-9", idempotencyKey: "key-9", total: Money(1, .usd)))
        case .acknowledgedOrderNotConfirmed:
            facts.acknowledged.append(
                AcknowledgedOrder(
                    id: facts.orders[3].id, number: "S-4", idempotencyKey: "key-4", total: facts.orders[3].total))
        case .acknowledgedAnswerDiffers: facts.acknowledged[0].total = Money(4400, .usd)
        case .orderNumberShared: facts.orders[3].number = "S-5"
        case .keyShared: facts.orders[3].idempotencyKey = "key-5"
        case .keyAnsweredDifferently:
            facts.orders[0].idempotencyKey = nil
            facts.acknowledged[0].idempotencyKey = "key-2"
        case .orderNotFinal: facts.orders[4].updatedAt = Shop.now.addingTimeInterval(-31)
        default: Issue.record("no change for \(code)")
        }
    }

    private static func spoilStock(_ code: AuditFinding.Code, _ facts: inout AuditFacts, _ stranger: OrderID) throws {
        switch code {
        case .oversold:
            // Confirmed without its units ever leaving the stock, and not done yet.
            facts.orders[1].sagaDone = false
            facts.orders[1].updatedAt = Shop.young
            facts.orders[1].items[0].quantity = 30
        case .stockNotBalanced: facts.stock[0].onHand += 1
        case .stockNegative:
            facts.stock[0].onHand = -1
            facts.stock[0].removed = 9
        case .stockMissing: facts.stock.removeAll { $0.sku.rawValue == "MUG" }
        case .soldDiffersFromCommitments:
            facts.stock[0].sold += 1
            facts.stock[0].onHand -= 1
        case .reservedDiffersFromHolds: facts.stock[1].reserved = 3
        case .reservationNotCommitted:
            facts.reservations[1].status = .expired
            facts.stock[1].sold -= 3
            facts.stock[1].onHand += 3
        case .reservationLinesDiffer:
            facts.reservations[1].lines[0].quantity = 2
            facts.stock[1].sold -= 1
            facts.stock[1].onHand += 1
        case .reservationNotReleased:
            facts.reservations[2].status = .committed
            facts.stock[0].sold += 1
            facts.stock[0].onHand -= 1
        case .reservationWithoutOrder:
            facts.reservations.append(ReservationFact(order: stranger, status: .released, lines: []))
        default: Issue.record("no change for \(code)")
        }
    }
}
