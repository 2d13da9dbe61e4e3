package import KubeModel

/// What an Envoy is started with. It holds nothing that changes while the mesh runs: another one would mean a restart.
package enum Bootstrap {
    package static func json(_ proxy: MeshProxy) -> JSON {
        var node: JSON = ["id": .string(proxy.name), "cluster": "souk"]
        if let zone = proxy.zone { node["locality"] = ["region": .string(proxy.region ?? ""), "zone": .string(zone)] }
        return [
            "node": node,
            "admin": [
                "address": ["socket_address": ["address": .string(proxy.address), "port_value": .integer(proxy.adminPort)]],
                "ignore_global_conn_limit": true,
            ],
            "dynamic_resources": ["cds_config": XDSFile.clusters.source, "lds_config": XDSFile.listeners.source],
            // Durations are merged when statistics are flushed, and told only then.
            "stats_flush_interval": "1s",
            "stats_config": [
                "stats_matcher": ["inclusion_list": ["patterns": .array(kept)]],
                "histogram_bucket_settings": [["match": requests, "buckets": .array(buckets)]],
            ],
            "layered_runtime": [
                "layers": [
                    ["name": "static", "static_layer": ["re2.max_program_size.error_level": 1_024]], ["name": "admin", "admin_layer": [:]],
                ]
            ],
            "overload_manager": [
                "resource_monitors": [
                    .extend(
                        "envoy.resource_monitors.global_downstream_max_connections",
                        "envoy.extensions.resource_monitors.downstream_connections.v3.DownstreamConnectionsConfig",
                        ["max_active_downstream_connections": 20_000])
                ]
            ],
        ]
    }

    private static let requests: JSON = ["prefix": .string("\(RequestMetrics.scope).")]

    /// A statistic that nobody reads costs memory for each cluster all the same. Envoy itself reads `upstream_cx_total`: by it a cluster
    /// counts as used, and is checked at the short interval.
    private static let kept: [JSON] = [
        requests, ["prefix": "server."],
        matching(".*", ["update_rejected", "update_failure", "update_success", "version_text", "warming_clusters"]),
        matching(
            #"cluster\..*"#,
            [
                "upstream_cx_total", "upstream_cx_active", "upstream_cx_connect_fail", "upstream_rq_active", "upstream_rq_retry",
                "upstream_rq_retry_success", "upstream_rq_per_try_timeout", "membership_healthy", "membership_total",
                #"outlier_detection\.ejections_active"#, #"outlier_detection\.ejections_enforced_total"#, #"health_check\.failure"#,
            ]),
        matching(#"http\.(inbound|outbound)"#, ["downstream_cx_active", "downstream_rq_active"]),
    ]

    private static func matching(_ scope: String, _ names: [String]) -> JSON {
        ["safe_regex": ["regex": .string("\(scope)\\.(\(names.joined(separator: "|")))")]]
    }

    /// In milliseconds; Istio's, without those that no request of a shop takes.
    private static let buckets: [JSON] = [0.5, 1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000]
}
