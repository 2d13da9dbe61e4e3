import KubeModel

/// The counter and the histogram that each proxy keeps of its requests; ``IstioMetrics`` gives them Istio's names.
enum RequestMetrics {
    static let scope = "istio"

    static func accessLog(reporter: String) -> JSON {
        let tags: JSON = [
            tag("reporter", reporter), tag("response_code", "%RESPONSE_CODE%"), tag("response_flags", "%RESPONSE_FLAGS%"),
            tag("cluster", "%UPSTREAM_CLUSTER%"), tag("workload", "%UPSTREAM_METADATA(istio:workload)%"),
        ]
        return .extend(
            "envoy.access_loggers.stats", "envoy.extensions.access_loggers.stats.v3.Config",
            [
                "stats_scope": ["prefix": .string(scope), "sharing_name": .string(scope)],
                "counters": [["stat": ["name": "requests_total", "tags": tags], "value_fixed": 1]],
                "histograms": [
                    [
                        "stat": ["name": "request_duration_milliseconds", "tags": tags], "unit": "Milliseconds",
                        "value_format": "%DURATION%",
                    ]
                ],
            ])
    }

    private static func tag(_ name: String, _ format: String) -> JSON { ["name": .string(name), "value_format": .string(format)] }
}
