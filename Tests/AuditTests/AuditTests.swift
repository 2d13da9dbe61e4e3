import Audit
import Commerce
import Foundation
import Testing

@Suite("Audit")
struct AuditTests {
    @Test func aCleanShopIsClean() throws {
        let report = try Shop().audit()
        #expect(report.findings == [])
        #expect(report.isClean)
        #expect(report.checked.orders == 5 && report.checked.confirmedOrders == 2 && report.checked.ordersUnderWay == 1)
        #expect(report.checked.charges == 3)
        #expect(report.table.hasPrefix("Everything adds up"))
    }

    @Test func anEmptyShopIsClean() {
        #expect(Auditor.audit(AuditFacts(), at: Shop.now).isClean)
    }

    /// Every code has a fact set that makes exactly it.
    @Test(arguments: AuditFinding.Code.allCases)
    func eachFaultIsFoundAndNothingElse(code: AuditFinding.Code) throws {
        var shop = try Shop()
        try Spoiling.apply(code, to: &shop.facts)
        let report = shop.audit()
        #expect(Set(report.findings.map(\.code)) == [code])
        #expect(!report.isClean)
        let finding = try #require(report.findings.first { $0.code == code })
        #expect(!finding.subject.isEmpty && !finding.expected.isEmpty && !finding.found.isEmpty && !finding.explanation.isEmpty)
        #expect((1...5).contains(finding.invariant))
        #expect(report.table.contains(code.rawValue) && report.table.contains(finding.subject))
    }

    @Test func youngOrdersAreLeftAlone() throws {
        var shop = try Shop()
        shop.facts.orders[0].sagaDone = false
        shop.facts.orders[0].updatedAt = Shop.young
        shop.facts.payments[0].status = .authorized
        shop.facts.payments[0].captured = .zero(.usd)
        shop.facts.charges?.remove(at: 0)
        #expect(shop.audit().isClean)
        #expect(shop.audit(grace: .seconds(4)).findings.map(\.code) == [.orderNotFinal, .orderNotFinal])
    }

    @Test func whatBelongsToAnOrderNotReadYetIsLeftAlone() throws {
        var shop = try Shop()
        let order = try #require(OrderID("placed-meanwhile"))
        let amount = Money(500, .usd)
        shop.facts.reservations.append(ReservationFact(order: order, status: .released, lines: [], updatedAt: Shop.young))
        shop.facts.payments.append(
            PaymentFact(order: order, status: .captured, amount: amount, captured: amount, refunded: .zero(.usd), updatedAt: Shop.young))
        shop.facts.charges?.append(
            ChargeFact(order: order, key: "k", captureCount: 1, captured: amount, refunded: .zero(.usd), updatedAt: Shop.young))
        #expect(shop.audit().isClean)
    }

    @Test func withoutTheProvidersBooksNothingIsSaidOfThem() throws {
        var shop = try Shop()
        shop.facts.charges = nil
        #expect(shop.audit().isClean)
        #expect(shop.audit().table.contains("the provider's books not read"))
    }

    @Test func amountsOfAnotherCurrencyNeverMatch() throws {
        var shop = try Shop()
        shop.facts.payments[0].captured = Money(4500, .eur)
        shop.facts.charges?[0].captured = Money(4500, .eur)
        #expect(Set(shop.audit().findings.map(\.code)) == [.captureTotalDiffers, .chargeTotalDiffers])
    }

    @Test func ordersThatCostNothingNeedNoCapture() throws {
        var shop = try Shop()
        shop.facts.orders[0].total = .zero(.usd)
        shop.facts.acknowledged[0].total = .zero(.usd)
        shop.facts.payments.remove(at: 0)
        shop.facts.charges?.remove(at: 0)
        #expect(shop.audit().isClean)
    }

    @Test func linesMayBeSpreadDifferently() throws {
        var shop = try Shop()
        let tee = shop.facts.reservations[1].lines[0].sku
        shop.facts.reservations[1].lines = [AuditedLine(sku: tee, quantity: 1), AuditedLine(sku: tee, quantity: 2)]
        #expect(shop.audit().isClean)
    }

    @Test func repeatedAcknowledgementsOfOneAnswerAreFine() throws {
        var shop = try Shop()
        shop.facts.acknowledged += shop.facts.acknowledged
        #expect(shop.audit().isClean)
    }

    @Test func findingsAreBoundedAndCountsAreNot() throws {
        var shop = try Shop()
        for number in 0..<1000 {
            let id = try #require(OrderID("lost-\(number)"))
            shop.facts.acknowledged.append(
                AcknowledgedOrder(id: id, number: "L-\(number)", idempotencyKey: "l\(number)", total: Money(1, .usd)))
        }
        let report = shop.audit()
        #expect(report.totals == [.acknowledgedOrderLost: 1000])
        #expect(report.findings.count == AuditReport.findingsPerCode)
        #expect(report.table.contains("acknowledged_order_lost: 1000 (100 shown)"))
    }

    @Test func theReportIsReadBackFromJSON() throws {
        var shop = try Shop()
        try Spoiling.apply(.keyShared, to: &shop.facts)
        let report = shop.audit()
        let json = try JSONEncoder().encode(report)
        #expect(try JSONDecoder().decode(AuditReport.self, from: json) == report)
        #expect(String(decoding: json, as: UTF8.self).contains("\"totals\":{\"idempotency_key_shared\":1}"))
    }
}
