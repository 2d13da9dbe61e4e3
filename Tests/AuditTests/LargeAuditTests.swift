import Audit
import Commerce
import Foundation
import Testing

@Suite("Large audit")
struct LargeAuditTests {
    /// Two hundred thousand clean orders, and one among them that is not.
    @Test func hundredsOfThousandsOfOrdersAreCompared() throws {
        let count = 200_000
        let sku = try #require(SKU("POPULAR"))
        let total = Money(1999, .usd)
        var facts = AuditFacts(charges: [])
        facts.stock = [StockFact(sku: sku, onHand: 0, reserved: 0, received: count, removed: 0, sold: count)]
        for number in 0..<count {
            let id = OrderID.timeOrdered(at: Shop.old)
            let key = "load-\(number)"
            let lines = [AuditedLine(sku: sku, quantity: 1)]
            facts.orders.append(
                OrderFact(
                    id: id, number: "S-\(number)", status: .confirmed, sagaDone: true, items: lines, total: total, createdAt: Shop.old,
                    updatedAt: Shop.old, idempotencyKey: key))
            facts.reservations.append(ReservationFact(order: id, status: .committed, lines: lines))
            facts.payments.append(PaymentFact(order: id, status: .captured, amount: total, captured: total, refunded: .zero(.usd)))
            facts.charges?.append(ChargeFact(order: id, key: key, captureCount: 1, captured: total, refunded: .zero(.usd)))
            facts.acknowledged.append(AcknowledgedOrder(id: id, number: "S-\(number)", idempotencyKey: key, total: total))
        }
        #expect(Auditor.audit(facts, at: Shop.now).isClean)
        facts.charges?[count / 2].captureCount = 2
        let report = Auditor.audit(facts, at: Shop.now)
        #expect(report.findings.map(\.code) == [.chargeCapturedTwice])
    }
}
