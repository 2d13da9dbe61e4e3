import Commerce

/// Invariants 3 and 5: what the payment service says of each order's money.
extension Auditor {
    mutating func checkPayments() {
        for payment in facts.payments {
            if payment.refunded.isMore(than: payment.captured) {
                log.add(
                    .refundExceedsCapture, subject(payment.order), expected: "at most \(payment.captured)",
                    found: "\(payment.refunded) refunded")
            }
            if orderIndex[payment.order] == nil, !isYoung(payment.updatedAt) {
                log.add(.paymentWithoutOrder, subject(payment.order), expected: "an order", found: "payment \(payment.status.rawValue)")
            }
        }
        let index = Dictionary(zip(facts.payments.map(\.order), facts.payments.indices), uniquingKeysWith: { first, _ in first })
        for order in facts.orders where isSettled(order) {
            check(order, against: index[order.id].map { facts.payments[$0] })
        }
    }

    private mutating func check(_ order: OrderFact, against payment: PaymentFact?) {
        guard let payment else {
            if order.status == .confirmed, order.total.amount > 0 {
                log.add(.paymentMissing, subject(order), expected: "a capture of \(order.total)", found: "no payment")
            }
            return
        }
        if payment.status.isOpen {
            guard !isYoung(order.updatedAt), !isYoung(payment.updatedAt) else { return }
            return log.add(
                .paymentNotSettled, subject(order), expected: order.status == .confirmed ? "captured" : "voided or declined",
                found: payment.status.rawValue)
        }
        switch order.status {
        case .confirmed: checkCapture(of: payment, for: order)
        case .rejected, .cancelled:
            if payment.captured.isMore(than: payment.refunded) {
                log.add(
                    .captureNotRefunded, subject(order), expected: "\(payment.captured) refunded, as the order is \(order.status.rawValue)",
                    found: "\(payment.refunded) refunded")
            }
        case .processing: break
        }
    }

    private mutating func checkCapture(of payment: PaymentFact, for order: OrderFact) {
        guard order.total.amount > 0 else { return }
        if payment.status != .captured || payment.captured.amount == 0 {
            log.add(.captureMissing, subject(order), expected: "a capture of \(order.total)", found: payment.status.rawValue)
        } else if payment.captured != order.total {
            log.add(.captureTotalDiffers, subject(order), expected: "\(order.total)", found: "\(payment.captured)")
        }
    }
}

extension Money {
    /// Whether it is the greater amount; amounts of different currencies never pass for covered.
    func isMore(than other: Money) -> Bool {
        if currency != other.currency { return amount != 0 }
        return amount > other.amount
    }
}
