package import Configuration

/// What a process is told by its environment, once, at start. Keys: `HTTP_HOST` (else `POD_IP`, else 127.0.0.1), `HTTP_PORT`,
/// `ADMIN_PORT`, `POD_NAME`, `DRAIN_DELAY_MS`, `REQUEST_TIMEOUT_MS`, `BODY_LIMIT`, `IDLE_TIMEOUT_S`.
package struct HostSettings: Sendable {
    package static let defaultBodyLimit = 256 * 1024
    package static let defaultRequestTimeout: Duration = .seconds(10)

    /// The address of both servers.
    package var host = "127.0.0.1"
    package var port = 8080
    package var adminPort = 9464
    /// The name of this replica, for leases and logs; unique among those that run.
    package var instance = "local"
    /// How long new requests are still accepted after SIGTERM: longer than it takes the last proxy to hear of it.
    package var drainDelay: Duration = .seconds(5)
    /// The deadline of a request that brings none, and the longest that one may bring.
    package var requestTimeout = HostSettings.defaultRequestTimeout
    /// The largest JSON or form body, in bytes.
    package var bodyLimit = HostSettings.defaultBodyLimit
    /// An idle connection is closed after this; longer than any proxy in front keeps one.
    package var idleTimeout: Duration = .seconds(75)
    package var admission = AdaptiveLimit.Settings()

    package init() {}

    /// Throws ``HostSettingsError`` with all faults at once.
    package init(reader: ConfigReader) throws {
        var faults: [String] = []
        func integer(_ key: ConfigKey, in range: ClosedRange<Int>, default fallback: Int) -> Int {
            guard let text = reader.string(forKey: key) else { return fallback }
            if let value = Int(text), range.contains(value) { return value }
            faults.append("\(key) is '\(text)' but must be a whole number from \(range.lowerBound) to \(range.upperBound)")
            return fallback
        }
        host = reader.string(forKey: "http.host") ?? reader.string(forKey: "pod.ip") ?? host
        port = integer("http.port", in: 0...65_535, default: port)
        adminPort = integer("admin.port", in: 0...65_535, default: adminPort)
        instance = reader.string(forKey: "pod.name") ?? instance
        drainDelay = .milliseconds(integer("drain.delay.ms", in: 0...600_000, default: 5_000))
        requestTimeout = .milliseconds(integer("request.timeout.ms", in: 1...600_000, default: 10_000))
        bodyLimit = integer("body.limit", in: 1_024...67_108_864, default: bodyLimit)
        idleTimeout = .seconds(integer("idle.timeout.s", in: 1...3_600, default: 75))
        guard faults.isEmpty else { throw HostSettingsError(faults: faults) }
    }
}

/// The environment variables that cannot be used, one sentence each.
package struct HostSettingsError: Error, CustomStringConvertible {
    package let faults: [String]

    package var description: String { "environment: " + faults.joined(separator: "; ") }
}
