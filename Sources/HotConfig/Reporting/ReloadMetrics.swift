import Foundation
import Metrics

/// What a service's configuration tells Prometheus:
/// - `souk_config_reloads_total{service,outcome}`: revisions applied and rejected
/// - `souk_config_changes_total{service,via}`: revisions applied, by the way they came: `api` or `file`
/// - `souk_config_change_seconds{service,via="api"}`: from a revision's arrival through the API until it is applied
/// - `souk_config_applied_timestamp_seconds{service}`: when the running revision was applied
/// - `souk_config_last_rejected{service}`: 1 while the source holds a revision that was refused, else 0
/// - `souk_config_info{service,revision}`: 1 for the running revision, by the start of its content hash
/// - `souk_config_staging_faults_total{service}`: rollouts that could not be followed
struct ReloadMetrics: Sendable {
    private let appliedCount: Counter
    private let rejectedCount: Counter
    private let changes: @Sendable (SourceOrigin) -> Counter
    private let changeTime: Timer
    private let appliedAt: Gauge
    private let lastRejected: Gauge
    private let stagingFaults: Counter
    private let running: RunningRevision

    init(service: String, factory: any MetricsFactory) {
        let dimensions = [("service", service)]
        let reloads = "souk_config_reloads_total"
        appliedCount = Counter(label: reloads, dimensions: dimensions + [("outcome", "applied")], factory: factory)
        rejectedCount = Counter(label: reloads, dimensions: dimensions + [("outcome", "rejected")], factory: factory)
        changes = { origin in
            Counter(label: "souk_config_changes_total", dimensions: dimensions + [("via", origin.label)], factory: factory)
        }
        changeTime = Timer(label: "souk_config_change_seconds", dimensions: dimensions + [("via", "api")], factory: factory)
        appliedAt = Gauge(label: "souk_config_applied_timestamp_seconds", dimensions: dimensions, factory: factory)
        lastRejected = Gauge(label: "souk_config_last_rejected", dimensions: dimensions, factory: factory)
        stagingFaults = Counter(label: "souk_config_staging_faults_total", dimensions: dimensions, factory: factory)
        running = RunningRevision(service: service, factory: factory)
    }

    /// A revision from the source, or from the last good place when `origin` is nil.
    func applied(_ revision: String, at date: Date, from origin: SourceOrigin?) {
        running.set(revision)
        if let origin { changes(origin).increment() }
        if case .api(_, let arrived) = origin { changeTime.record(duration: arrived.duration(to: .now)) }
        appliedCount.increment()
        appliedAt.record(date.timeIntervalSince1970)
    }

    func rejected() {
        rejectedCount.increment()
        lastRejected.record(1)
    }

    func stagingFault() { stagingFaults.increment() }

    /// The source holds what is running.
    func settled() {
        lastRejected.record(0)
    }
}
