import PaymentAPI

/// After the promise: take the money, take the stock. These never give up; what cannot be kept is called off with all money back.
extension OrderSaga {
    mutating func capturing(on event: SagaEvent) throws(SagaError) -> [SagaDirective] {
        switch event {
        case .resumed, .timerFired:
            return [.perform(.queryPayment)]
        case .payment(let payment, after: .capture):
            return capturing(payment, ifOnlyAuthorized: nil)
        case .payment(let payment, after: .queryPayment):
            return capturing(payment, ifOnlyAuthorized: .capture)
        case .noPayment:
            return cancel(.paymentLost)
        case .failed(.capture, _), .failed(.queryPayment, _):
            return retryLater()
        case .cancelRequested:
            return cancel(.requested)
        default:
            throw illegal(event)
        }
    }

    /// A capture that has just been asked for and is not done yet is waited for; only after a query is it asked for again.
    private mutating func capturing(_ payment: Payment, ifOnlyAuthorized next: SagaStep?) -> [SagaDirective] {
        switch payment.status {
        case .captured:
            enter(.committing)
            return [.perform(.commit)]
        case .authorized:
            return next.map { [.perform($0)] } ?? retryLater()
        case .pending:
            return retryLater()
        case .declined, .voiding, .voided:
            return cancel(.paymentLost)
        }
    }

    mutating func committing(on event: SagaEvent) throws(SagaError) -> [SagaDirective] {
        switch event {
        case .resumed, .reserved:
            return [.perform(.commit)]
        case .timerFired:
            // Harmless if it is held or even committed, and what it needs if it has lapsed meanwhile.
            return [.perform(.reserve)]
        case .committed:
            enter(.done)
            return [.finish]
        case .reservationLapsed:
            // Reserved again at once the first time; if it lapses over and over, no faster than the backoff.
            guard attempt == 0 else { return retryLater() }
            attempt = 1
            return [.perform(.reserve)]
        case .outOfStock, .reservationClosed:
            return cancel(.outOfStock)
        case .failed(.commit, _), .failed(.reserve, _):
            return retryLater()
        case .cancelRequested:
            return cancel(.requested)
        default:
            throw illegal(event)
        }
    }
}
