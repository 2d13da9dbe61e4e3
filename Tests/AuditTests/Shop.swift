import Audit
import Commerce
import Foundation
import Testing

/// A small shop in which everything adds up, to be spoilt by a test.
struct Shop {
    static let now = Date(timeIntervalSince1970: 1_800_000_000)
    static let old = now.addingTimeInterval(-600)
    static let young = now.addingTimeInterval(-5)

    var facts = AuditFacts(charges: [])

    /// Five orders: confirmed, confirmed and partly refunded, cancelled, rejected, and one under way.
    init() throws {
        let mug = try #require(SKU("MUG"))
        let tee = try #require(SKU("TEE"))
        try add("1", .confirmed, [AuditedLine(sku: mug, quantity: 2), AuditedLine(sku: tee, quantity: 1)], total: 4500)
        try add("2", .confirmed, [AuditedLine(sku: tee, quantity: 3)], total: 6000, refunded: 1500)
        try add("3", .cancelled, [AuditedLine(sku: mug, quantity: 1)], total: 1200)
        try add("4", .rejected, [AuditedLine(sku: mug, quantity: 1)], total: 1200)
        try add("5", .processing, [AuditedLine(sku: tee, quantity: 4)], total: 8000)
        facts.stock = [
            StockFact(sku: mug, onHand: 7, reserved: 0, received: 10, removed: 1, sold: 2),
            StockFact(sku: tee, onHand: 2, reserved: 4, received: 6, removed: 0, sold: 4),
        ]
    }

    private mutating func add(_ id: String, _ status: OrderFact.Status, _ items: [AuditedLine], total: Int, refunded: Int = 0) throws {
        let order = try #require(OrderID(id))
        let total = Money(total, .usd)
        let isUnderWay = status == .processing
        facts.orders.append(
            OrderFact(
                id: order, number: "S-\(id)", status: status, sagaDone: !isUnderWay, items: items, total: total, createdAt: Self.old,
                updatedAt: isUnderWay ? Self.young : Self.old, idempotencyKey: "key-\(id)"))
        addStock(order, status, items)
        addMoney(order, status, total: total, refunded: Money(refunded, .usd))
        if status == .confirmed || status == .cancelled {
            facts.acknowledged.append(AcknowledgedOrder(id: order, number: "S-\(id)", idempotencyKey: "key-\(id)", total: total))
        }
    }

    private mutating func addStock(_ order: OrderID, _ status: OrderFact.Status, _ items: [AuditedLine]) {
        let reservation: ReservationFact.Status =
            switch status {
            case .confirmed: .committed
            case .processing: .held
            case .rejected, .cancelled: .released
            }
        facts.reservations.append(ReservationFact(order: order, status: reservation, lines: items))
    }

    private mutating func addMoney(_ order: OrderID, _ status: OrderFact.Status, total: Money, refunded: Money) {
        let zero = Money.zero(.usd)
        switch status {
        case .confirmed:
            facts.payments.append(PaymentFact(order: order, status: .captured, amount: total, captured: total, refunded: refunded))
            facts.charges?.append(ChargeFact(order: order, key: "\(order)-capture", captureCount: 1, captured: total, refunded: refunded))
        case .cancelled:
            facts.payments.append(PaymentFact(order: order, status: .voided, amount: total, captured: total, refunded: total))
            facts.charges?.append(ChargeFact(order: order, key: "\(order)-capture", captureCount: 1, captured: total, refunded: total))
        case .rejected:
            facts.payments.append(PaymentFact(order: order, status: .declined, amount: total, captured: zero, refunded: zero))
        case .processing:
            facts.payments.append(PaymentFact(order: order, status: .pending, amount: total, captured: zero, refunded: zero))
        }
    }

    func audit(grace: Duration = .seconds(30)) -> AuditReport { Auditor.audit(facts, at: Self.now, grace: grace) }
}
