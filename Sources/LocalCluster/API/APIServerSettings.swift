/// Where the API server listens and how much it takes.
package struct APIServerSettings: Sendable {
    /// A loopback address.
    package var host = "127.0.0.1"
    /// 0 takes a free one.
    package var port = 8001
    /// The largest request body, in bytes: Kubernetes' own limit.
    package var bodyLimit = 3 * 1024 * 1024
    /// The largest header of a request, in bytes.
    package var headerLimit = 32 * 1024
    /// The most connections at once.
    package var connections = 4_000
    /// How often a watch that asked for bookmarks is told one.
    package var bookmarkInterval: Duration = .seconds(10)
    /// A watch that names no timeout ends after this.
    package var watchTimeout: Duration = .seconds(3_600)
    /// A connection without a request is closed after this.
    package var idleTimeout: Duration = .seconds(120)

    package init() {}
}
