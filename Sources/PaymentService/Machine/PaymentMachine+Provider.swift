import Commerce
import PaymentAPI

/// What the provider may say.
extension PaymentMachine {
    /// Brings the payment up to what the provider's books say.
    mutating func reconcile(with charge: ProviderCharge) throws(PaymentRefusal) -> [PaymentDirective] {
        switch (state, charge.status) {
        case (.pending, .processing), (.voiding, .processing):
            return []
        case (.pending, .authorized):
            return settle(.authorized, .authorized)
        case (.pending, .declined(let reason)):
            return settle(.declined(reason: reason), .declined)
        case (.pending, .captured(let money)), (.capturing, .captured(let money)):
            return settle(.captured(money), .captured)
        case (.capturing, .authorized):
            return [.ask(.capture)]
        case (.voiding, .authorized):
            return [.ask(.void)]
        case (.voiding, .captured(let money)):
            state = .refunding(captured: money)
            return continueRefunding(money, charge)
        case (.pending, .voided), (.capturing, .voided), (.voiding, .voided), (.voiding, .declined):
            return settle(.voided(captured: .zero(amount.currency)), .voided)
        case (.captured, .captured) where hasPendingRefunds:
            return settleRefunds(by: charge)
        case (.refunding(let money), .captured):
            return continueRefunding(money, charge)
        default:
            throw refuse(.answered(charge))
        }
    }

    mutating func handleNotFound() throws(PaymentRefusal) -> [PaymentDirective] {
        switch state {
        case .pending: return [.ask(.authorize)]
        // The provider has to close the order, because an authorization may still be on its way there.
        case .voiding: return [.ask(.void)]
        case .authorized, .capturing, .declined, .captured, .refunding, .voided: throw refuse(.notFound)
        }
    }

    mutating func handleRejection(of call: ProviderCall, _ reason: ProviderRejection) throws(PaymentRefusal) -> [PaymentDirective] {
        switch (state, call) {
        case (.pending, .authorize):
            return settle(.declined(reason: reason.rawValue), .declined)
        case (.capturing, .capture), (.voiding, .void):
            return [.ask(.find)]
        case (.captured, .refund(let id, _)), (.refunding, .refund(let id, _)):
            guard let index = refunds.firstIndex(where: { $0.id == id && $0.status == .pending }) else {
                throw refuse(.rejected(call, reason))
            }
            refunds[index].status = .failed
            return [.report(.refundFailed)] + (isUnresolved ? [.ask(.find)] : [])
        case (.refunding, .refundRest):
            return []
        default:
            throw refuse(.rejected(call, reason))
        }
    }

    func handleSilence() throws(PaymentRefusal) -> [PaymentDirective] {
        guard isUnresolved else { throw refuse(.unanswered) }
        return [.report(.unanswered)]
    }

    private mutating func settle(_ next: PaymentState, _ outcome: PaymentOutcome) -> [PaymentDirective] {
        state = next
        return [.report(outcome)]
    }

    /// Marks the pending refunds that the provider knows and asks for the first that it does not.
    private mutating func settleRefunds(by charge: ProviderCharge) -> [PaymentDirective] {
        var directives: [PaymentDirective] = []
        for index in refunds.indices where refunds[index].status == .pending {
            let call = ProviderCall.refund(refunds[index].id, refunds[index].amount)
            if charge.refunds[call.key(for: order)] != nil {
                refunds[index].status = .succeeded
                directives.append(.report(.refunded))
            } else if directives.call == nil {
                directives.append(.ask(call))
            }
        }
        return directives
    }

    private mutating func continueRefunding(_ captured: Money, _ charge: ProviderCharge) -> [PaymentDirective] {
        let directives = settleRefunds(by: charge)
        guard directives.call == nil else { return directives }
        let rest = ProviderCall.refundRest(captured)
        if charge.refunds[rest.key(for: order)] != nil {
            state = .voided(captured: captured)
            return directives + [.report(.voided)]
        }
        return directives + giveBackRest(of: captured)
    }
}
