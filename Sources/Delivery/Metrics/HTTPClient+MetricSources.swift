package import AsyncHTTPClient

extension HTTPClient.Configuration {
    /// For sources of metrics. Whoever refuses a connection is told of at once and not tried until the time is over, because a controller
    /// waits for the answer; and nobody is sent elsewhere with a token.
    package static var metricSources: HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        configuration.connectionPool.retryConnectionEstablishment = false
        return configuration
    }
}
