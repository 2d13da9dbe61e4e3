import AsyncHTTPClient
import KubeModel
package import Logging
import NIOCore

/// The Kubernetes API over HTTP/1.1: the only client of the platform, against a real cluster and the local one alike.
///
/// It goes to the server directly and never through a proxy, whatever the environment says: in a pod the proxy is the mesh, and the API is
/// not part of it.
package struct KubeClient: ObjectAPI {
    package let config: KubeConfig
    let settings: ClientSettings
    let transport: KubeTransport
    let catalog = ResourceCatalog()

    private init(_ config: KubeConfig, settings: ClientSettings, http: HTTPClient, logger: Logger) {
        self.config = config
        self.settings = settings
        transport = KubeTransport(
            config: config, settings: settings, http: http, tokens: TokenSource(config.credential), logger: logger)
    }

    /// Opens a client for the time of `body`. Throws ``KubeConfigFault`` when its certificates or keys cannot be used.
    package static func withClient<Result>(
        _ config: KubeConfig, settings: ClientSettings = ClientSettings(), logger: Logger,
        isolation: isolated (any Actor)? = #isolation, _ body: (KubeClient) async throws -> Result
    ) async throws -> Result {
        if !config.verifiesServer {
            logger.warning(
                "The API server's certificate is not verified: whoever answers is believed",
                metadata: ["server": "\(config.server)", "origin": "\(config.origin)"])
        }
        var configuration = HTTPClient.Configuration(
            tlsConfiguration: try config.tlsConfiguration(), redirectConfiguration: .disallow,
            timeout: .init(connect: TimeAmount(settings.connectTimeout)), decompression: .disabled)
        configuration.httpVersion = .http1Only
        configuration.connectionPool.retryConnectionEstablishment = false
        // Every watch holds a connection of its own.
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 1_024
        return try await HTTPClient.withHTTPClient(configuration: configuration, isolation: isolation) { http in
            try await body(KubeClient(config, settings: settings, http: http, logger: logger))
        }
    }
}
