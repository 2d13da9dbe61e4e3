import Commerce
import Foundation

/// Invariants 1, 4 and 5: orders by themselves, and against what clients were told.
extension Auditor {
    mutating func checkOrders() {
        var byKey: [String: Int] = [:]
        var byNumber: [String: Int] = [:]
        for (index, order) in facts.orders.enumerated() {
            if let first = byNumber.updateValue(index, forKey: order.number) ?? firstWithSameID(as: order, at: index) {
                log.add(.orderNumberShared, subject(order), expected: "one order", found: "also \(subject(facts.orders[first]))")
            }
            if let key = order.idempotencyKey, let first = byKey.updateValue(index, forKey: key) {
                log.add(.keyShared, "key \(key)", expected: subject(facts.orders[first]), found: "also \(subject(order))")
            }
            if !isSettled(order), !isYoung(order.updatedAt) {
                let age = Int(now.timeIntervalSince(order.updatedAt))
                let state = order.sagaDone ? "\(order.status.rawValue)" : "\(order.status.rawValue), with steps left,"
                log.add(.orderNotFinal, subject(order), expected: "final within \(Int(grace)) s", found: "\(state) for \(age) s")
            }
        }
    }

    private func firstWithSameID(as order: OrderFact, at index: Int) -> Int? {
        orderIndex[order.id].flatMap { $0 == index ? nil : $0 }
    }

    mutating func checkAcknowledgements() {
        var byKey: [String: Int] = [:]
        for (index, acknowledged) in facts.acknowledged.enumerated() {
            if let first = byKey.updateValue(index, forKey: acknowledged.idempotencyKey), facts.acknowledged[first] != acknowledged {
                log.add(
                    .keyAnsweredDifferently, "key \(acknowledged.idempotencyKey)", expected: answer(facts.acknowledged[first]),
                    found: answer(acknowledged))
            }
            check(acknowledged)
        }
    }

    private mutating func check(_ acknowledged: AcknowledgedOrder) {
        guard let order = order(acknowledged.id) else {
            return log.add(
                .acknowledgedOrderLost, "order \(acknowledged.number) \(acknowledged.id)", expected: "a confirmed order", found: "none")
        }
        guard order.status == .confirmed || order.status == .cancelled else {
            return log.add(.acknowledgedOrderNotConfirmed, subject(order), expected: "confirmed", found: order.status.rawValue)
        }
        let keyDiffers = order.idempotencyKey.map { $0 != acknowledged.idempotencyKey } ?? false
        if order.total != acknowledged.total || order.number != acknowledged.number || keyDiffers {
            let found = "\(order.number), \(order.total)\(order.idempotencyKey.map { ", key \($0)" } ?? "")"
            log.add(
                .acknowledgedAnswerDiffers, subject(order), expected: "\(answer(acknowledged)), key \(acknowledged.idempotencyKey)",
                found: found)
        }
    }

    private func answer(_ acknowledged: AcknowledgedOrder) -> String { "\(acknowledged.number), \(acknowledged.total)" }
}
