import ProductAPI
import Commerce
import OrderAPI
import OrderService
import PaymentAPI
import Storage

/// The invariants of the shop, checked against all three sets of books once everything is settled.
extension SagaWorld {
    /// What does not add up, in words.
    func audit(initially onHand: [SKU: Int]) async throws -> [String] {
        let facts = try await facts()
        var faults: [String] = []
        let payments = payments.payments
        for fact in facts { faults += Self.check(fact, payments[fact.id]) }
        faults += checkStock(facts, onHand)
        faults += try await checkAnswers(facts)
        faults += try await checkEvents(facts)
        return faults
    }

    private static func check(_ fact: OrderFact, _ payment: Payment?) -> [String] {
        guard fact.isSettled else { return ["\(fact.id) is not settled"] }
        switch fact.status {
        case .processing: return ["\(fact.id) is settled and yet processing"]
        case .confirmed:
            guard let payment, payment.status == .captured, payment.captured == fact.total, payment.refunded.amount == 0 else {
                return ["\(fact.id) is confirmed, but its payment is \(String(describing: payment))"]
            }
            return []
        case .rejected, .cancelled:
            guard let payment else { return [] }
            let isOver = payment.status == .voided || payment.status == .declined
            return isOver && payment.captured == payment.refunded ? [] : ["\(fact.id) is \(fact.status), but its payment is \(payment)"]
        }
    }

    private func checkStock(_ facts: [OrderFact], _ initial: [SKU: Int]) -> [String] {
        var faults: [String] = []
        var sold: [SKU: Int] = [:]
        for fact in facts where fact.status == .confirmed {
            for item in fact.items { sold[item.sku, default: 0] += item.quantity }
            if stock.status(of: fact.id) != .committed { faults.append("\(fact.id) is confirmed, but its stock is not committed") }
        }
        for fact in facts where fact.status != .confirmed {
            switch stock.status(of: fact.id) {
            case nil, .released: break
            case let status?: faults.append("\(fact.id) is \(fact.status), but its stock is \(status)")
            }
        }
        for (sku, count) in initial where stock.onHand(sku) != count - (sold[sku] ?? 0) {
            faults.append("\(sku): \(count) at first, \(sold[sku] ?? 0) sold, \(stock.onHand(sku)) left")
        }
        return faults + sold.filter { $0.value > initial[$0.key] ?? 0 }.map { "\($0.key) is oversold" }
    }

    /// A confirmed order has its answer under its key, a refused one its refusal, and a failed one leaves the key free.
    private func checkAnswers(_ facts: [OrderFact]) async throws -> [String] {
        var faults: [String] = []
        for fact in facts {
            guard let key = IdempotencyKey(fact.idempotencyKey) else { continue }
            let record = try await orders.idempotencyRecord(RequestKey(.placeOrder, key))
            let own = record?.subject == fact.id.rawValue ? record : nil
            switch (fact.status, own?.answer) {
            case (.confirmed, .order(let order, status: 201)?), (.cancelled, .order(let order, status: 201)?):
                if order.id != fact.id || order.totals.total != fact.total { faults.append("\(fact.id) has another order's answer") }
            case (.rejected, .refusal(let refusal)?):
                if ![402, 409, 422].contains(refusal.status) { faults.append("\(fact.id) has the refusal \(refusal.status)") }
            case (.rejected, nil) where own == nil: break
            default: faults.append("\(fact.id) is \(fact.status) with the answer \(String(describing: own))")
            }
        }
        return faults
    }

    private func checkEvents(_ facts: [OrderFact]) async throws -> [String] {
        let counts = try await database.read { connection in
            var counts: [String: Int] = [:]
            try connection.forEachRow("SELECT order_id, event FROM outbox") { row in
                counts["\(try row.get("order_id", as: String.self)) \(try row.get("event", as: String.self))", default: 0] += 1
            }
            return counts
        }
        return facts.flatMap { fact in
            let wasConfirmed = fact.status == .confirmed || fact.status == .cancelled
            return [
                ("order.confirmed", wasConfirmed), ("order.rejected", fact.status == .rejected),
                ("order.cancelled", fact.status == .cancelled),
            ]
            .filter { counts["\(fact.id) \($0.0)", default: 0] != ($0.1 ? 1 : 0) }
            .map { "\(fact.id) is \(fact.status) with \(counts["\(fact.id) \($0.0)", default: 0]) of \($0.0)" }
        }
    }
}
