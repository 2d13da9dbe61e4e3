package import Foundation

/// The life of one order, as a pure core: events in, directives out. It knows no clock, no database and no network.
///
/// Durable is only ``state``. What a runner remembers besides — how often it tried, whether an earlier try may have got
/// through — starts again when another runner resumes the order, and resuming assumes the worst.
package struct OrderSaga: Sendable, Equatable {
    package internal(set) var state: SagaState
    /// How often the present step has been tried in vain; decides how long to wait.
    var attempt = 0
    /// Whether an earlier try of the present step, by this runner or one before it, may have got through.
    var mayHaveHappened = false
    /// How much life a reservation must have left when the order is promised to the customer.
    let reservationMargin: Duration

    package init(state: SagaState, reservationMargin: Duration) {
        self.state = state
        self.reservationMargin = reservationMargin
    }

    /// Takes the event in and says what to do. Throws ``SagaError`` when the event cannot happen in this state; the saga is then unchanged.
    package mutating func handle(_ event: SagaEvent, at now: Date) throws(SagaError) -> [SagaDirective] {
        if case .resumed = event { mayHaveHappened = true }
        switch state {
        case .reserving(let giveUpAt):
            return try reserving(on: event, isLate: now >= giveUpAt, giveUpAt: giveUpAt)
        case .authorizing(let reservedUntil, let giveUpAt):
            let isSecure = reservedUntil.timeIntervalSince(now) >= reservationMargin.seconds
            return try authorizing(on: event, isLate: now >= giveUpAt, isSecure: isSecure, giveUpAt: giveUpAt)
        case .securing(let captured, let giveUpAt):
            return try securing(on: event, isLate: now >= giveUpAt, captured: captured)
        case .capturing:
            return try capturing(on: event)
        case .committing:
            return try committing(on: event)
        case .compensating(let rejection, let plan):
            return try unwind(plan, on: event, going: { .compensating(rejection, $0) }, over: .rejected(rejection))
        case .cancelling(let cause, let plan):
            return try unwind(plan, on: event, going: { .cancelling(cause, $0) }, over: .cancelled(cause))
        case .done:
            guard case .cancelRequested = event else { throw illegal(event) }
            return cancel(.requested)
        case .rejected, .cancelled:
            throw illegal(event)
        }
    }
}

extension OrderSaga {
    /// Enters the next state with a clean slate.
    mutating func enter(_ next: SagaState) {
        state = next
        attempt = 0
        mayHaveHappened = false
    }

    /// Another round of the same step, after a wait.
    mutating func retryLater() -> [SagaDirective] {
        attempt += 1
        return [.wait(attempt: attempt)]
    }

    mutating func reject(_ rejection: Rejection, _ plan: Unwinding) -> [SagaDirective] {
        enter(.compensating(rejection, plan))
        return [.record(.rejected(rejection)), .perform(plan.nextStep)]
    }

    mutating func cancel(_ cause: Cancellation) -> [SagaDirective] {
        enter(.cancelling(cause, .everything))
        return [.record(.cancelled(cause)), .perform(.void)]
    }

    func illegal(_ event: SagaEvent) -> SagaError {
        .illegal(state: "\(state)", event: "\(event)")
    }
}

extension Duration {
    /// Seconds as Foundation's dates count them.
    var seconds: TimeInterval {
        TimeInterval(components.seconds) + TimeInterval(components.attoseconds) / 1e18
    }
}
