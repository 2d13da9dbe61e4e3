import Metrics
import Synchronization

/// The series `souk_config_info{service,revision}`: 1 for the running revision. That of the one before goes to 0 and is then given back,
/// so that there is never more than one at 1.
final class RunningRevision: Sendable {
    private let service: String
    private let factory: any MetricsFactory
    private let current = Mutex<(revision: String, gauge: Gauge)?>(nil)

    init(service: String, factory: any MetricsFactory) {
        self.service = service
        self.factory = factory
    }

    func set(_ revision: String) {
        current.withLock { current in
            guard revision != current?.revision else { return }
            current?.gauge.record(0)
            current?.gauge.destroy()
            let gauge = Gauge(label: "souk_config_info", dimensions: [("service", service), ("revision", revision)], factory: factory)
            gauge.record(1)
            current = (revision, gauge)
        }
    }
}
