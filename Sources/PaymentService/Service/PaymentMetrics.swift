import Metrics

/// What the payment service counts and measures.
struct PaymentMetrics: Sendable {
    /// `souk_payments_total`, by outcome.
    func count(_ outcomes: [PaymentOutcome]) {
        for outcome in outcomes {
            Counter(label: "souk_payments_total", dimensions: [("outcome", outcome.rawValue)]).increment()
        }
    }

    /// `souk_provider_call_seconds`, by operation and result.
    func record(_ call: ProviderCall, result: String, took duration: Duration) {
        let timer = Metrics.Timer(label: "souk_provider_call_seconds", dimensions: [("operation", call.name), ("result", result)])
        let (seconds, attoseconds) = duration.components
        timer.recordNanoseconds(seconds * 1_000_000_000 + attoseconds / 1_000_000_000)
    }
}
