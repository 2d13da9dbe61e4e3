package import AsyncHTTPClient
import NIOCore

/// The connections of all outbound calls of a process.
package enum OutboundPool {
    /// How long an unused connection is kept: shorter than any server of the shop keeps its own (``HostSettings/idleTimeout``), so that no
    /// request meets a connection that is just being closed.
    package static let idleTimeout: Duration = .seconds(30)

    /// Opens a pool for the time of `body`. A refused connection is told at once, so that another address can be tried.
    package static func withPool<Result>(
        isolation: isolated (any Actor)? = #isolation, _ body: (HTTPClient) async throws -> Result
    ) async throws -> Result {
        try await HTTPClient.withHTTPClient(configuration: configuration, isolation: isolation, body)
    }

    /// The same for connections to a proxy: requests go out in absolute form.
    static func withProxyPool<Result>(
        isolation: isolated (any Actor)?, _ body: (HTTPClient) async throws -> Result
    ) async throws -> Result {
        var configuration = configuration
        configuration.http1_1ConnectionDebugInitializer = AbsoluteFormHandler.add
        return try await HTTPClient.withHTTPClient(configuration: configuration, isolation: isolation, body)
    }

    private static var configuration: HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow, timeout: .init(connect: .seconds(1)), decompression: .disabled)
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.connectionPool.idleTimeout = TimeAmount(idleTimeout)
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 256
        configuration.httpVersion = .http1Only
        return configuration
    }
}
