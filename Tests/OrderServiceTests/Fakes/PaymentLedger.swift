import Commerce
import PaymentAPI
import ServiceKit
import Synchronization

/// The payment service's books, by the rules of its contract, in memory. What becomes of a payment is up to the token.
final class PaymentLedger: Sendable {
    fileprivate struct Entry {
        var payment: Payment
        /// What a pending payment turns into, and after how many more looks.
        var fate: Payment.Status
        var looksLeft: Int
        var refunds: [RefundID: Refund] = [:]
    }

    private let entries = Mutex<[OrderID: Entry]>([:])

    /// All payments as they are, without a look.
    var payments: [OrderID: Payment] { entries.withLock { $0.mapValues(\.payment) } }

    func payment(for order: OrderID) -> Payment? {
        entries.withLock { entries in
            entries[order]?.look()
            return entries[order]?.payment
        }
    }

    func authorize(_ request: AuthorizationRequest, for order: OrderID) -> AuthorizeOutcome {
        entries.withLock { entries in
            if entries[order] != nil {
                entries[order]?.look()
            } else {
                guard let entry = Entry(request, order) else { return .invalid(reason: "is no token that we know") }
                entries[order] = entry
            }
            guard let entry = entries[order] else { return .invalid(reason: "cannot happen") }
            return .payment(entry.payment)
        }
    }

    func capture(_ order: OrderID) throws -> Payment {
        try entries.withLock { entries in
            guard var entry = entries[order] else { throw Self.unexpected(404, "payment_not_found") }
            entry.look()
            if entry.payment.status == .authorized { entry.become(.captured) }
            entries[order] = entry
            guard entry.payment.status == .captured else { throw Self.unexpected(409, "invalid_state") }
            return entry.payment
        }
    }

    func void(_ order: OrderID, total: Money) -> Payment {
        entries.withLock { entries in
            var entry = entries[order] ?? Entry(tombstoneFor: order, total)
            if entry.payment.status == .pending { entry.become(entry.fate == .pending ? .voided : entry.fate) }
            switch entry.payment.status {
            case .authorized, .captured:
                entry.payment.refunded = entry.payment.captured
                entry.payment.status = .voiding
            case .voiding, .pending: entry.payment.status = .voided
            case .declined, .voided: break
            }
            entries[order] = entry
            return entry.payment
        }
    }

    func refund(_ id: RefundID, _ request: RefundRequest, of order: OrderID) -> RefundOutcome {
        entries.withLock { entries in
            guard var entry = entries[order], entry.payment.status == .captured else {
                return .exceedsCapture(refundable: .zero(request.amount.currency))
            }
            if let known = entry.refunds[id] { return .refund(known) }
            let left = entry.payment.captured.amount - entry.payment.refunded.amount
            guard request.amount.amount <= left else { return .exceedsCapture(refundable: Money(left, request.amount.currency)) }
            let refund = Refund(id: id, status: .succeeded, amount: request.amount)
            entry.payment.refunded = Money(entry.payment.refunded.amount + request.amount.amount, request.amount.currency)
            entry.refunds[id] = refund
            entries[order] = entry
            return .refund(refund)
        }
    }

    private static func unexpected(_ status: Int, _ code: String) -> OutboundError {
        .unexpected(service: "payment-service", status: status, code: code, detail: "")
    }
}

extension PaymentLedger.Entry {
    fileprivate init?(_ request: AuthorizationRequest, _ order: OrderID) {
        let zero = Money.zero(request.amount.currency)
        let status: Payment.Status
        (status, fate) =
            switch request.method.token {
            case "tok_visa": (.authorized, .authorized)
            case "tok_declined": (.declined, .declined)
            case "tok_timeout": (.pending, .captured)
            case "tok_late": (.pending, .authorized)
            case "tok_limbo": (.pending, .pending)
            default: (.pending, .voided)
            }
        guard fate != .voided else { return nil }
        looksLeft = 2
        payment = Payment(order: order, status: status, amount: request.amount, captured: zero, refunded: zero)
        if status == .declined { payment.declineReason = "insufficient_funds" }
    }

    fileprivate init(tombstoneFor order: OrderID, _ total: Money) {
        let zero = Money.zero(total.currency)
        self.init(
            payment: Payment(order: order, status: .voided, amount: total, captured: zero, refunded: zero), fate: .voided, looksLeft: 0)
    }

    fileprivate mutating func look() {
        guard payment.status == .pending else { return }
        looksLeft -= 1
        if looksLeft <= 0 { become(fate) }
    }

    fileprivate mutating func become(_ status: Payment.Status) {
        payment.status = status
        if status == .captured { payment.captured = payment.amount }
    }
}
