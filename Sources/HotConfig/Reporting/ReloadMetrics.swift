import Foundation
import Metrics

/// What a service's configuration tells Prometheus:
/// - `souk_config_reloads_total{service,outcome}`: revisions applied and rejected
/// - `souk_config_applied_timestamp_seconds{service}`: when the running revision was applied
/// - `souk_config_last_rejected{service}`: 1 while the source holds a revision that was refused, else 0
struct ReloadMetrics: Sendable {
    private let appliedCount: Counter
    private let rejectedCount: Counter
    private let appliedAt: Gauge
    private let lastRejected: Gauge

    init(service: String, factory: any MetricsFactory) {
        let dimensions = [("service", service)]
        let reloads = "souk_config_reloads_total"
        appliedCount = Counter(label: reloads, dimensions: dimensions + [("outcome", "applied")], factory: factory)
        rejectedCount = Counter(label: reloads, dimensions: dimensions + [("outcome", "rejected")], factory: factory)
        appliedAt = Gauge(label: "souk_config_applied_timestamp_seconds", dimensions: dimensions, factory: factory)
        lastRejected = Gauge(label: "souk_config_last_rejected", dimensions: dimensions, factory: factory)
    }

    func applied(at date: Date) {
        appliedCount.increment()
        appliedAt.record(date.timeIntervalSince1970)
    }

    func rejected() {
        rejectedCount.increment()
        lastRejected.record(1)
    }

    /// The source holds what is running.
    func settled() {
        lastRejected.record(0)
    }
}
