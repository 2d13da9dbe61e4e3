import KubeModel

extension ClusterTranslation {
    private static let options = "envoy.extensions.upstreams.http.v3.HttpProtocolOptions"

    /// Limits and times of the connections to the pods, from `trafficPolicy.connectionPool`.
    func applyPool(_ pool: SpecField?, isHTTP2: Bool, to cluster: inout JSON) throws(MeshFault) {
        var common: JSON = ["idle_timeout": JSON(settings.idleTimeout)]
        var http2: JSON = [:]
        if let pool {
            try applyTCP(pool["tcp"], to: &cluster)
            common["max_connection_duration"] = try pool["tcp"]["maxConnectionDuration"].positiveDuration() ?? .null
            try applyHTTP(pool["http"], common: &common, http2: &http2, to: &cluster)
        }
        let explicit: JSON = isHTTP2 ? ["http2_protocol_options": http2] : ["http_protocol_options": [:]]
        cluster["typed_extension_protocol_options"] = [
            Self.options: JSON(type: Self.options, ["common_http_protocol_options": common, "explicit_http_config": explicit])
        ]
    }

    private func applyTCP(_ tcp: SpecField, to cluster: inout JSON) throws(MeshFault) {
        if let timeout = try tcp["connectTimeout"].positiveDuration() { cluster["connect_timeout"] = timeout }
        try limit("max_connections", tcp["maxConnections"], &cluster)
        guard let keepalive = tcp["tcpKeepalive"].present else { return }
        var options: JSON = [:]
        options["keepalive_probes"] = try keepalive["probes"].integer().map(JSON.integer) ?? .null
        options["keepalive_time"] = try wholeSeconds(keepalive["time"])
        options["keepalive_interval"] = try wholeSeconds(keepalive["interval"])
        cluster["upstream_connection_options"] = ["tcp_keepalive": options]
    }

    private func applyHTTP(
        _ http: SpecField, common: inout JSON, http2: inout JSON, to cluster: inout JSON
    ) throws(MeshFault) {
        if let timeout = try http["idleTimeout"].duration() { common["idle_timeout"] = timeout }
        if let requests = try http["maxRequestsPerConnection"].integer(in: 0...536_870_912), requests > 0 {
            common["max_requests_per_connection"] = .integer(requests)
        }
        http2["max_concurrent_streams"] = try http["maxConcurrentStreams"].integer(in: 1...2_147_483_647).map(JSON.integer) ?? .null
        try limit("max_pending_requests", http["http1MaxPendingRequests"], &cluster)
        try limit("max_requests", http["http2MaxRequests"], &cluster)
        try limit("max_retries", http["maxRetries"], &cluster)
    }

    /// Istio takes 0 as not set.
    private func limit(_ name: String, _ field: SpecField, _ cluster: inout JSON) throws(MeshFault) {
        guard let value = try field.integer(), value > 0 else { return }
        var threshold = cluster["circuit_breakers"]["thresholds"][0]
        threshold[name] = .integer(value)
        cluster["circuit_breakers"] = ["thresholds": [threshold]]
    }

    private func wholeSeconds(_ field: SpecField) throws(MeshFault) -> JSON {
        guard let seconds = try field.wholeSeconds() else { return .null }
        guard seconds > 0 else { throw field.fault("must be a duration of at least 1s") }
        return .integer(seconds)
    }
}
