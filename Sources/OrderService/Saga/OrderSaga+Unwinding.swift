import PaymentAPI

/// Giving back, in reverse: the money, then the stock. A step that cannot be had does not hold up the other one.
extension OrderSaga {
    mutating func unwind(
        _ plan: Unwinding, on event: SagaEvent, going: (Unwinding) -> SagaState, over: SagaState
    ) throws(SagaError) -> [SagaDirective] {
        switch event {
        case .resumed, .timerFired:
            return [.perform(plan.nextStep)]
        case .payment(let payment, after: .void) where plan.needsVoid:
            guard payment.chargesNothing else { return stalled(at: .void, plan) }
            var rest = plan
            rest.needsVoid = false
            return goOn(with: rest, going: going, over: over, recording: over.noting(payment))
        case .released where plan.needsRelease:
            var rest = plan
            rest.needsRelease = false
            // The money was tried first and stalled, so it is not asked for again without a wait.
            if rest.needsVoid {
                state = going(rest)
                return retryLater()
            }
            return goOn(with: rest, going: going, over: over, recording: [])
        case .failed(.void, _) where plan.needsVoid:
            return stalled(at: .void, plan)
        case .failed(.release, _) where plan.needsRelease:
            return stalled(at: .release, plan)
        default:
            throw illegal(event)
        }
    }

    private mutating func goOn(
        with rest: Unwinding, going: (Unwinding) -> SagaState, over: SagaState, recording: [SagaDirective]
    ) -> [SagaDirective] {
        enter(rest.isOver ? over : going(rest))
        return recording + [rest.isOver ? .finish : .perform(rest.nextStep)]
    }

    private mutating func stalled(at step: SagaStep, _ plan: Unwinding) -> [SagaDirective] {
        if step == .void, plan.needsRelease { return [.perform(.release)] }
        return retryLater()
    }
}

extension SagaState {
    /// A cancelled order shows what went back; a rejected one was never charged for.
    fileprivate func noting(_ payment: Payment) -> [SagaDirective] {
        guard case .cancelled = self else { return [] }
        return [.record(.refunded(payment.refunded))]
    }
}

extension Payment {
    /// Whether it is certain that the customer pays nothing in the end.
    fileprivate var chargesNothing: Bool {
        switch status {
        case .voided, .declined: true
        case .captured: refunded == captured
        case .pending, .authorized, .voiding: false
        }
    }
}
