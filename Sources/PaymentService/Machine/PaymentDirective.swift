/// What the machine wants done once its new state is durable.
package enum PaymentDirective: Sendable, Equatable {
    /// Make this call and hand the answer back as an event. At most one at a time.
    case ask(ProviderCall)
    /// Something was decided: count it.
    case report(PaymentOutcome)
}

/// What is counted about payments; the raw value is the metric's label.
package enum PaymentOutcome: String, Sendable, CaseIterable {
    case authorized
    case declined
    case captured
    case voided
    case refunded
    case refundFailed = "refund_failed"
    /// The provider gave no answer to one call; it will be asked again.
    case unanswered
}

extension [PaymentDirective] {
    /// The provider call among them, if there is one.
    var call: ProviderCall? {
        for case .ask(let call) in self { return call }
        return nil
    }

    /// What is to be counted.
    var outcomes: [PaymentOutcome] {
        compactMap { directive in
            guard case .report(let outcome) = directive else { return nil }
            return outcome
        }
    }
}
