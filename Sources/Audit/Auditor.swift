package import Foundation
import Commerce

/// Compares what the services, the provider and the clients say of the same orders, by the shop's invariants 1 to 5.
///
/// Orders that are under way and younger than the grace period are left alone; everything settled must add up at once.
package struct Auditor {
    let facts: AuditFacts
    let now: Date
    let grace: TimeInterval
    /// Where each order stands in the facts.
    let orderIndex: [OrderID: Int]
    var log = FindingLog()

    /// `grace` is how long an order may take to reach its final state once all faults have healed.
    package static func audit(_ facts: AuditFacts, at now: Date, grace: Duration = .seconds(30)) -> AuditReport {
        var auditor = Auditor(facts, now: now, grace: grace / .seconds(1))
        auditor.checkOrders()
        auditor.checkAcknowledgements()
        auditor.checkStock()
        auditor.checkReservations()
        auditor.checkPayments()
        auditor.checkCharges()
        return AuditReport(at: now, checked: auditor.counts, totals: auditor.log.totals, findings: auditor.log.inOrder)
    }

    private init(_ facts: AuditFacts, now: Date, grace: TimeInterval) {
        self.facts = facts
        self.now = now
        self.grace = grace
        orderIndex = Dictionary(zip(facts.orders.map(\.id), facts.orders.indices), uniquingKeysWith: { first, _ in first })
    }

    private var counts: AuditReport.Counts {
        AuditReport.Counts(
            orders: facts.orders.count, confirmedOrders: facts.orders.count { $0.status == .confirmed },
            acknowledgedOrders: facts.acknowledged.count, skus: facts.stock.count, reservations: facts.reservations.count,
            payments: facts.payments.count, charges: facts.charges?.count,
            ordersUnderWay: facts.orders.count { !isSettled($0) && isYoung($0.updatedAt) })
    }

    // MARK: What the checks share

    func order(_ id: OrderID) -> OrderFact? { orderIndex[id].map { facts.orders[$0] } }

    func isYoung(_ instant: Date) -> Bool { now.timeIntervalSince(instant) < grace }

    /// Whether nothing is left to do for the order, so that everything about it must add up.
    func isSettled(_ order: OrderFact) -> Bool { order.sagaDone && order.status != .processing }

    /// An order as a finding names it.
    func subject(_ order: OrderFact) -> String { "order \(order.number) \(order.id)" }
    func subject(_ id: OrderID) -> String { order(id).map { subject($0) } ?? "order \(id)" }
}

extension [AuditedLine] {
    /// The units by SKU, however they are spread over lines.
    var units: [SKU: Int] { reduce(into: [:]) { $0[$1.sku, default: 0] += $1.quantity } }

    /// The units in a form for people: `2 × A, 1 × B`.
    var summary: String { units.sorted { $0.key < $1.key }.map { "\($0.value) × \($0.key)" }.joined(separator: ", ") }
}
