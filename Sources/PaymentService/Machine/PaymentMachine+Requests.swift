import Commerce
import PaymentAPI

/// What the order service may ask for.
extension PaymentMachine {
    mutating func repeatAuthorization(_ request: AuthorizationRequest) throws(PaymentRefusal) -> [PaymentDirective] {
        // A tombstone has no request to compare with: whatever is asked, the answer is that the payment is voided.
        if let authorization, authorization != request { throw .mismatch }
        return []
    }

    mutating func requestCapture() throws(PaymentRefusal) -> [PaymentDirective] {
        switch state {
        case .authorized:
            state = .capturing
            return [.ask(.capture)]
        case .capturing, .captured:
            return []
        case .pending, .declined, .voiding, .refunding, .voided:
            throw refuse(.captureRequested)
        }
    }

    mutating func requestVoid() -> [PaymentDirective] {
        switch state {
        case .pending, .capturing:
            // Somebody may be calling the provider this moment: what it has done comes first.
            state = .voiding
            return [.ask(.find)]
        case .authorized:
            state = .voiding
            return [.ask(.void)]
        case .captured(let captured):
            state = .refunding(captured: captured)
            return hasPendingRefunds ? [.ask(.find)] : giveBackRest(of: captured)
        case .declined, .voiding, .refunding, .voided:
            return []
        }
    }

    mutating func requestRefund(_ id: RefundID, _ amount: Money) throws(PaymentRefusal) -> [PaymentDirective] {
        if let known = refunds.first(where: { $0.id == id }) {
            guard known.amount == amount else { throw .mismatch }
            return []
        }
        let refundable = refundable
        guard amount.currency == refundable.currency, amount.amount <= refundable.amount else {
            throw .exceedsCapture(refundable: refundable)
        }
        refunds.append(Refund(id: id, status: .pending, amount: amount))
        return [.ask(.refund(id, amount))]
    }

    /// Ends a void whose refunds are all decided: asks for what is left to be given back, or is done if nothing is.
    mutating func giveBackRest(of captured: Money) -> [PaymentDirective] {
        let rest = captured.amount - total(of: [.succeeded]).amount
        guard rest > 0 else {
            state = .voided(captured: captured)
            return [.report(.voided)]
        }
        return [.ask(.refundRest(Money(rest, captured.currency)))]
    }
}
