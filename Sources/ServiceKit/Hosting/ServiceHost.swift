import Hummingbird
package import Logging
import NIOCore
package import ServiceLifecycle
package import Telemetry
import UnixSignals

/// Runs modules as one process until SIGTERM or SIGINT.
///
/// Stopping goes in the reverse order of starting: drain, finish what is in flight, hand back leases (the modules' background
/// services), close the admin port; then `run()` returns and the process exits with 0.
package struct ServiceHost: Sendable {
    package let modules: [ServiceModule]
    package let settings: HostSettings
    package let tokens: TokenVerifier
    package let metrics: PrometheusRegistry
    package let logger: Logger

    package init(
        modules: [ServiceModule], settings: HostSettings, tokens: TokenVerifier, metrics: PrometheusRegistry, logger: Logger
    ) {
        self.modules = modules
        self.settings = settings
        self.tokens = tokens
        self.metrics = metrics
        self.logger = logger
    }

    /// Prepares the modules, serves, and returns after a graceful stop.
    ///
    /// - Parameters:
    ///   - companions: Run beside the server and are told to stop before it.
    ///   - onServing: Called with the port once the server listens and before it accepts: it must not call the server itself.
    package func run(
        companions: [any Service] = [], onServing: @escaping @Sendable (_ port: Int) async -> Void = { _ in }
    ) async throws {
        for module in modules { try await module.prepare() }
        let drain = DrainState()
        let services: [any Service] =
            [adminServer(drain: drain)] + modules.flatMap(\.background)
            + [shopServer(drain: drain, onServing: onServing)] + companions
            + [DrainGate(state: drain, delay: settings.drainDelay, logger: logger)]
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: services.map { .init(service: $0, successTerminationBehavior: .gracefullyShutdownGroup) },
                gracefulShutdownSignals: [.sigterm, .sigint], logger: logger))
        try await group.run()
        logger.info("Stopped")
    }

    private func shopServer(drain: DrainState, onServing: @escaping @Sendable (Int) async -> Void) -> some ApplicationProtocol {
        Application(
            router: buildRouter(modules: modules, tokens: tokens, settings: settings, drain: drain),
            server: .http1(configuration: .init(idleTimeout: TimeAmount(settings.idleTimeout))),
            configuration: .init(address: .hostname(settings.host, port: settings.port), backlog: 1024),
            onServerRunning: { channel in
                drain.serve()
                await onServing(channel.localAddress?.port ?? settings.port)
            }, logger: logger)
    }

    private func adminServer(drain: DrainState) -> some ApplicationProtocol {
        Application(
            router: buildAdminRouter(modules: modules, metrics: metrics, drain: drain),
            configuration: .init(address: .hostname(settings.host, port: settings.adminPort)), logger: logger)
    }
}
