import KubeModel

/// Writes the clusters of one proxy.
struct ClusterTranslation {
    let settings: MeshSettings

    func cluster(_ destination: Destination) throws(MeshFault) -> JSON {
        let policy = destination.policy
        var cluster: JSON = [
            "name": .string(destination.name), "type": "EDS",
            "eds_cluster_config": ["eds_config": XDSFile.endpoints(destination.name).source],
            // A pod that left is out at once, whatever the health check last said of it.
            "ignore_health_on_host_removal": true,
            "connect_timeout": "10s",
            "health_checks": [healthCheck(destination)],
            "circuit_breakers": ["thresholds": [CircuitBreaking.unlimited]],
        ]
        cluster["@type"] = "type.googleapis.com/envoy.config.cluster.v3.Cluster"
        var panic = 0
        if let detection = policy.outlierDetection {
            cluster["outlier_detection"] = try OutlierTranslation.detection(detection)
            panic = try detection["minHealthPercent"].integer(in: 0...100) ?? 0
        }
        // No request goes to a pod that is known to be dead: whoever calls gets 503 at once instead.
        cluster["common_lb_config"] = [
            "healthy_panic_threshold": ["value": .integer(panic)],
            // Otherwise Envoy's workers learn of a pod that is found healthy, or not, up to a second after its statistics say so.
            "update_merge_window": "0s",
        ]
        try LoadBalancing.apply(policy.loadBalancer, to: &cluster)
        try applyPool(policy.connectionPool, isHTTP2: destination.port.isHTTP2, to: &cluster)
        try checkTLS(policy.tls)
        return cluster
    }

    private func healthCheck(_ destination: Destination) -> JSON {
        let health = settings.health
        // Envoy has one path for a cluster; the one of most pods, and the first of those that are equally many.
        let counts = Dictionary(grouping: destination.endpoints.compactMap(\.probe?.path)) { $0 }.mapValues(\.count)
        let path = counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? health.path
        return [
            "timeout": JSON(health.timeout), "interval": JSON(health.interval), "unhealthy_interval": JSON(health.returnInterval),
            // Envoy takes it after every failure that leaves the pod in, and would take the one of those that are out by default.
            "unhealthy_edge_interval": JSON(health.interval),
            "no_traffic_interval": JSON(health.interval), "no_traffic_healthy_interval": JSON(health.idleInterval),
            "unhealthy_threshold": .integer(health.unhealthyThreshold), "healthy_threshold": 1,
            // Without a host it would be the cluster's name, which is none.
            "http_health_check": [
                "host": .string(destination.service.hostname), "path": .string(path), "expected_statuses": [["start": 200, "end": 400]],
            ],
        ]
    }

    private func checkTLS(_ tls: SpecField?) throws(MeshFault) {
        guard let tls, let mode = try tls["mode"].string(), mode != "DISABLE" else { return }
        throw tls["mode"].fault("\(mode) is not honoured: pods are called without TLS here; leave tls out, or set DISABLE")
    }
}

/// Circuit breakers, which Istio leaves open wide unless told otherwise.
enum CircuitBreaking {
    static let unlimited: JSON = [
        "max_connections": 4_294_967_295, "max_pending_requests": 4_294_967_295, "max_requests": 4_294_967_295,
        "max_retries": 4_294_967_295,
    ]
}
