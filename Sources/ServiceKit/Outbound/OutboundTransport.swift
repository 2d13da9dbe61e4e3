package import AsyncHTTPClient

/// The connections of a process's outbound calls: directly, and through the proxy where the environment names one.
package struct OutboundTransport: Sendable {
    /// How calls to one address go.
    struct Route: Sendable {
        let http: HTTPClient
        /// Where connections go: the address itself, or the proxy's with the same path.
        let baseURL: String
        /// The `Host` to send, where it is not that of ``baseURL``.
        let host: String?

        /// Whether a proxy stands between, which chooses among the replicas and sorts out bad ones itself.
        var isProxied: Bool { host != nil }
    }

    private let direct: HTTPClient
    private let proxied: (proxy: OutboundProxy, http: HTTPClient)?

    /// Calls everything directly.
    package init(direct: HTTPClient) {
        self.direct = direct
        proxied = nil
    }

    private init(direct: HTTPClient, proxy: OutboundProxy, http: HTTPClient) {
        self.direct = direct
        proxied = (proxy, http)
    }

    /// Opens the connections for the time of `body`. Throws ``OutboundProxyFault``.
    package static func withTransport<Result>(
        environment: [String: String], isolation: isolated (any Actor)? = #isolation,
        _ body: (OutboundTransport) async throws -> Result
    ) async throws -> Result {
        let proxy = try OutboundProxy(environment: environment)
        return try await OutboundPool.withPool(isolation: isolation) { direct in
            guard let proxy else { return try await body(OutboundTransport(direct: direct)) }
            return try await OutboundPool.withProxyPool(isolation: isolation) { http in
                try await body(OutboundTransport(direct: direct, proxy: proxy, http: http))
            }
        }
    }

    func route(to baseURL: String) -> Route {
        guard let proxied, proxied.proxy.applies(to: baseURL) else { return Route(http: direct, baseURL: baseURL, host: nil) }
        let target = baseURL.dropFirst("http://".count)
        let host = target.prefix { $0 != "/" }
        return Route(http: proxied.http, baseURL: proxied.proxy.url + target.dropFirst(host.count), host: String(host))
    }
}
