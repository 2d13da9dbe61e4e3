import Hummingbird
import HummingbirdCore
import HummingbirdTLS
import KubeModel
package import Logging
import NIOCore
import ServiceLifecycle

/// Serves the object store as a Kubernetes API over TLS.
///
/// It stops gracefully: watches and followed logs end, requests that are under way are finished.
package struct APIServer: Service {
    private let settings: APIServerSettings
    private let authority: ClusterAuthority
    private let responder: APIResponder
    private let onServing: @Sendable (_ port: Int) async -> Void
    private let logger: Logger

    /// - Parameters:
    ///   - logs: Nil where no pods run; their logs are then not to be had.
    ///   - usage: Nil where nothing is measured; `metrics.k8s.io` is then not served.
    ///   - onServing: Called with the port once the server listens.
    package init(
        store: ObjectStore, authority: ClusterAuthority, tokens: AccessTokens, settings: APIServerSettings = APIServerSettings(),
        logs: (any PodLogReading)? = nil, usage: (any UsageReading)? = nil,
        onServing: @escaping @Sendable (_ port: Int) async -> Void = { _ in }, logger: Logger
    ) {
        self.settings = settings
        self.authority = authority
        self.onServing = onServing
        self.logger = logger
        responder = APIResponder(store: store, tokens: tokens, settings: settings, logs: logs, usage: usage, logger: logger)
    }

    package func run() async throws {
        let application = Application(
            responder: responder,
            server: try .tls(
                .http1(
                    configuration: .init(
                        idleTimeout: TimeAmount(settings.idleTimeout),
                        httpDecoderConfiguration: .init(
                            maxHeaderFieldSize: settings.headerLimit, maxHeaderListSize: settings.headerLimit, maxHeaderFieldCount: 200))),
                tlsConfiguration: authority.serverConfiguration()),
            configuration: ApplicationConfiguration(
                address: .hostname(settings.host, port: settings.port), serverName: nil, backlog: 1024,
                availableConnectionsDelegate: MaximumAvailableConnections(settings.connections)),
            onServerRunning: { [onServing, settings] channel in await onServing(channel.localAddress?.port ?? settings.port) },
            logger: logger)
        try await application.run()
    }
}
