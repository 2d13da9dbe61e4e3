import Hummingbird
package import Logging
import ServiceLifecycle
package import Telemetry

/// The admin port of a process that serves nothing else, such as a controller: `/livez`, `/readyz` and `/metrics`.
package struct AdminServer: Service {
    private let settings: HostSettings
    private let metrics: PrometheusRegistry
    private let logger: Logger

    package init(settings: HostSettings, metrics: PrometheusRegistry, logger: Logger) {
        self.settings = settings
        self.metrics = metrics
        self.logger = logger
    }

    /// Serves until the service shuts down; it is ready as soon as it listens.
    package func run() async throws {
        let drain = DrainState()
        let application = Application(
            router: buildAdminRouter(modules: [], metrics: metrics, drain: drain),
            configuration: .init(address: .hostname(settings.host, port: settings.adminPort)),
            onServerRunning: { _ in drain.serve() }, logger: logger)
        try await application.run()
    }
}
