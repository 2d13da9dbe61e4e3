package import Metrics

/// What the order service counts and measures.
package struct OrderMetrics: Sendable {
    /// Nil for the process's own, asked for at each use, because that may be set later than this is made.
    private let factory: (any MetricsFactory)?

    package init(factory: (any MetricsFactory)? = nil) {
        self.factory = factory
    }

    /// `souk_orders_total`, by outcome: `confirmed`, the code of a rejection, or `cancelled_` and the cause.
    func count(_ decision: SagaDecision) {
        guard let outcome = decision.outcome else { return }
        Counter(label: "souk_orders_total", dimensions: [("outcome", outcome)], factory: factory ?? MetricsSystem.factory).increment()
    }

    /// `souk_saga_step_seconds`, by step.
    func record(_ step: SagaStep, took duration: Duration) {
        Timer(label: "souk_saga_step_seconds", dimensions: [("step", step.rawValue)], factory: factory ?? MetricsSystem.factory)
            .record(duration: duration)
    }

    /// `souk_saga_recoveries_total`, by kind: `order` or `refund`.
    func countRecovery(_ kind: String) {
        Counter(label: "souk_saga_recoveries_total", dimensions: [("kind", kind)], factory: factory ?? MetricsSystem.factory).increment()
    }
}

extension SagaDecision {
    /// As it stands in metrics and logs; nil where the order's standing does not change.
    var outcome: String? {
        switch self {
        case .confirmed: "confirmed"
        case .rejected(let rejection): rejection.code
        case .cancelled(let cause): "cancelled_\(cause.rawValue)"
        case .refunded: nil
        }
    }
}
