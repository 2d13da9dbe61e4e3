package import Commerce

/// What the runner has to do next, in order. The new state and every ``record(_:)`` are made durable in one transaction
/// before anything else is done.
package enum SagaDirective: Sendable, Equatable {
    case record(SagaDecision)
    case perform(SagaStep)
    /// Wait the longer the greater the attempt, then report ``SagaEvent/timerFired``.
    case wait(attempt: Int)
    case finish
}

extension [SagaDirective] {
    /// What is decided, if anything; there is at most one decision among them.
    var decision: SagaDecision? {
        for case .record(let decision) in self { return decision }
        return nil
    }
}

/// What becomes part of the order, its answer and its outbox.
package enum SagaDecision: Sendable, Equatable {
    case confirmed
    case rejected(Rejection)
    case cancelled(Cancellation)
    /// What has gone back to the customer after a cancellation, in all.
    case refunded(Money)
}
