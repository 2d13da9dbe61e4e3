package import Metrics

/// What the payment service counts and measures.
package struct PaymentMetrics: Sendable {
    /// Nil for the process's own, asked for at each use, because that may be set later than this is made.
    private let factory: (any MetricsFactory)?

    package init(factory: (any MetricsFactory)? = nil) { self.factory = factory }

    /// `souk_payments_total`, by outcome.
    func count(_ outcomes: [PaymentOutcome]) {
        for outcome in outcomes {
            Counter(label: "souk_payments_total", dimensions: [("outcome", outcome.rawValue)], factory: factory ?? MetricsSystem.factory)
                .increment()
        }
    }

    /// `souk_provider_call_seconds`, by operation and result.
    func record(_ call: ProviderCall, result: String, took duration: Duration) {
        let timer = Metrics.Timer(
            label: "souk_provider_call_seconds", dimensions: [("operation", call.name), ("result", result)],
            factory: factory ?? MetricsSystem.factory)
        let (seconds, attoseconds) = duration.components
        timer.recordNanoseconds(seconds * 1_000_000_000 + attoseconds / 1_000_000_000)
    }
}
