import Foundation
import PaymentAPI

/// Up to the promise: reserve, authorize, and only then confirm.
extension OrderSaga {
    mutating func reserving(on event: SagaEvent, isLate: Bool, giveUpAt: Date) throws(SagaError) -> [SagaDirective] {
        switch event {
        case .started, .timerFired:
            return [.perform(.reserve)]
        case .resumed:
            return isLate ? reject(.stockUnavailable, .stockOnly) : [.perform(.reserve)]
        case .reserved(let until):
            enter(.authorizing(reservedUntil: until, giveUpAt: giveUpAt))
            return [.perform(.authorize)]
        case .outOfStock(let lines):
            return rejectUnreserved(.outOfStock(lines: lines))
        case .reservationClosed:
            return rejectUnreserved(.stockUnavailable)
        case .failed(.reserve, .unavailable) where !mayHaveHappened:
            return reject(.stockUnavailable, .stockOnly)
        case .failed(.reserve, let failure):
            mayHaveHappened = mayHaveHappened || failure == .unknown
            return isLate ? reject(.stockUnavailable, .stockOnly) : retryLater()
        default:
            throw illegal(event)
        }
    }

    /// Nothing is held; but if an earlier try may still be under way, its reservation has to be closed against it.
    private mutating func rejectUnreserved(_ rejection: Rejection) -> [SagaDirective] {
        guard !mayHaveHappened else { return reject(rejection, .stockOnly) }
        enter(.rejected(rejection))
        return [.record(.rejected(rejection)), .finish]
    }

    mutating func authorizing(
        on event: SagaEvent, isLate: Bool, isSecure: Bool, giveUpAt: Date
    ) throws(SagaError) -> [SagaDirective] {
        switch event {
        case .resumed, .timerFired:
            return [.perform(.queryPayment)]
        case .payment(let payment, after: .authorize), .payment(let payment, after: .queryPayment):
            return authorizing(payment, isLate: isLate, isSecure: isSecure, giveUpAt: giveUpAt)
        case .noPayment:
            return isLate ? reject(.paymentUnresolved, .everything) : [.perform(.authorize)]
        case .paymentInvalid(let reason):
            return reject(.paymentInvalid(reason: reason), .stockOnly)
        case .failed(.authorize, .unavailable) where !mayHaveHappened:
            return reject(.paymentUnavailable, .everything)
        case .failed(.authorize, _), .failed(.queryPayment, _):
            mayHaveHappened = true
            return isLate ? reject(.paymentUnresolved, .everything) : retryLater()
        default:
            throw illegal(event)
        }
    }

    private mutating func authorizing(_ payment: Payment, isLate: Bool, isSecure: Bool, giveUpAt: Date) -> [SagaDirective] {
        switch payment.status {
        case .authorized, .captured:
            let captured = payment.status == .captured
            guard isSecure else {
                enter(.securing(captured: captured, giveUpAt: giveUpAt))
                return [.perform(.reserve)]
            }
            return confirm(captured: captured)
        case .declined:
            return reject(.paymentDeclined(reason: payment.declineReason ?? "declined"), .stockOnly)
        case .pending:
            mayHaveHappened = true
            return isLate ? reject(.paymentUnresolved, .everything) : retryLater()
        case .voiding, .voided:
            return reject(.paymentUnresolved, .everything)
        }
    }

    mutating func securing(on event: SagaEvent, isLate: Bool, captured: Bool) throws(SagaError) -> [SagaDirective] {
        switch event {
        case .resumed, .timerFired:
            return [.perform(.reserve)]
        case .reserved:
            return confirm(captured: captured)
        case .outOfStock(let lines):
            return reject(.outOfStock(lines: lines), .everything)
        case .reservationClosed:
            return reject(.stockUnavailable, .everything)
        case .failed(.reserve, _):
            return isLate ? reject(.stockUnavailable, .everything) : retryLater()
        default:
            throw illegal(event)
        }
    }

    private mutating func confirm(captured: Bool) -> [SagaDirective] {
        enter(captured ? .committing : .capturing)
        return [.record(.confirmed), .perform(captured ? .commit : .capture)]
    }
}
