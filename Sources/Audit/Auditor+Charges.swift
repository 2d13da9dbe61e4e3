import Commerce
import Foundation

/// Invariant 3, by the provider's own books.
extension Auditor {
    /// All charges of one order together.
    private struct OrderCharges {
        var captureCount = 0
        var captured: [Currency: Int] = [:]
        var refunded: [Currency: Int] = [:]
        var updatedAt = Date.distantPast

        mutating func add(_ charge: ChargeFact) {
            captureCount += charge.captureCount
            captured[charge.captured.currency, default: 0] += charge.captured.amount
            refunded[charge.refunded.currency, default: 0] += charge.refunded.amount
            updatedAt = max(updatedAt, charge.updatedAt)
        }

        var kept: [Money] { captured.map { Money($0.value - (refunded[$0.key] ?? 0), $0.key) }.filter { $0.amount > 0 } }
        var taken: [Money] { captured.filter { $0.value != 0 }.map { Money($0.value, $0.key) } }
        var returned: [Money] { refunded.filter { $0.value != 0 }.map { Money($0.value, $0.key) } }
    }

    mutating func checkCharges() {
        guard let charges = facts.charges else { return }
        var byOrder: [OrderID: OrderCharges] = [:]
        for charge in charges {
            byOrder[charge.order, default: OrderCharges()].add(charge)
            if charge.refunded.isMore(than: charge.captured) {
                log.add(
                    .chargeRefundExceedsCapture, "\(subject(charge.order)) charge \(charge.key)", expected: "at most \(charge.captured)",
                    found: "\(charge.refunded) refunded")
            }
        }
        for order in facts.orders { check(order, against: byOrder[order.id] ?? OrderCharges()) }
        for (id, charges) in byOrder.sorted(by: { $0.key.rawValue < $1.key.rawValue })
        where orderIndex[id] == nil && !isYoung(charges.updatedAt) && !charges.kept.isEmpty {
            log.add(.chargeWithoutOrder, subject(id), expected: "an order, or the money back", found: "\(list(charges.kept)) kept")
        }
        compareRefunds(with: byOrder)
    }

    private mutating func check(_ order: OrderFact, against charges: OrderCharges) {
        switch order.status {
        case .confirmed:
            if charges.captureCount > 1 {
                log.add(.chargeCapturedTwice, subject(order), expected: "one capture", found: "\(charges.captureCount)")
            } else if isSettled(order), order.total.amount > 0 {
                checkTotal(of: order, against: charges)
            }
        case .rejected, .cancelled:
            guard isSettled(order), !charges.kept.isEmpty, !isYoung(order.updatedAt), !isYoung(charges.updatedAt) else { return }
            log.add(
                .chargeNotRefunded, subject(order), expected: "all refunded, as the order is \(order.status.rawValue)",
                found: "\(list(charges.kept)) kept")
        case .processing: break
        }
    }

    private mutating func checkTotal(of order: OrderFact, against charges: OrderCharges) {
        if charges.captureCount == 0 {
            log.add(.chargeMissing, subject(order), expected: "a capture of \(order.total)", found: "none")
        } else if charges.taken != [order.total] {
            log.add(.chargeTotalDiffers, subject(order), expected: "\(order.total)", found: list(charges.taken))
        }
    }

    /// Refunds are compared where both sides agree on what was taken; where they do not, that is the finding.
    private mutating func compareRefunds(with byOrder: [OrderID: OrderCharges]) {
        for payment in facts.payments where payment.captured.amount > 0 && !isYoung(payment.updatedAt) {
            guard let charges = byOrder[payment.order], charges.taken == [payment.captured], !isYoung(charges.updatedAt) else { continue }
            let returned = payment.refunded.amount == 0 ? [] : [payment.refunded]
            if charges.returned != returned {
                log.add(
                    .refundDiffersFromProvider, subject(payment.order), expected: "\(list(charges.returned)) by the provider's books",
                    found: "\(payment.refunded) in the payment service")
            }
        }
    }

    private func list(_ amounts: [Money]) -> String {
        amounts.isEmpty ? "nothing" : amounts.sorted { $0.currency.code < $1.currency.code }.map(\.description).joined(separator: " and ")
    }
}
