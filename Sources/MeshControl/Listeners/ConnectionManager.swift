import KubeModel

/// The HTTP part of a listener.
enum ConnectionManager {
    static func filter(routes: String, isEdge: Bool) -> JSON {
        var manager: [String: JSON] = [
            "stat_prefix": .string(isEdge ? "inbound" : "outbound"),
            "rds": ["route_config_name": .string(routes), "config_source": XDSFile.routes(routes).source],
            "http_filters": .array(filters),
            "access_log": [RequestMetrics.accessLog(reporter: isEdge ? "edge" : "zone"), failureLog],
            "local_reply_config": LocalReplies.configuration(tellsFlags: !isEdge),
            "normalize_path": true,
            "merge_slashes": false,
            // The services say by themselves what they are; a request id that a client gave is kept, else one is made.
            "server_header_transformation": "PASS_THROUGH",
            "preserve_external_request_id": true,
            "always_set_request_id_in_response": false,
            "stream_idle_timeout": "0s",
            "use_remote_address": .bool(isEdge),
            // The edge speaks for itself towards clients: connections without requests do not stay for ever.
            "common_http_protocol_options": ["idle_timeout": "3600s"],
        ]
        // The absolute form is what clients of a forward proxy send.
        manager["http_protocol_options"] = ["allow_absolute_url": true]
        return .extend(
            "envoy.filters.network.http_connection_manager",
            "envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager", manager)
    }

    private static let filters: [JSON] = [
        .extend(RouteFilters.cors, "envoy.extensions.filters.http.cors.v3.Cors"),
        .extend(RouteFilters.fault, RouteFilters.faultType),
        .extend(
            "envoy.filters.http.router", "envoy.extensions.filters.http.router.v3.Router", ["suppress_envoy_headers": true]),
    ]

    /// Only what failed in the mesh is written down: who served well logs by itself.
    private static let failureLog: JSON = {
        var log = JSON.extend(
            "envoy.access_loggers.file", "envoy.extensions.access_loggers.file.v3.FileAccessLog",
            [
                "path": "access.log",
                "log_format": [
                    "json_format": [
                        "time": "%START_TIME%", "method": "%REQ(:METHOD)%", "host": "%REQ(:AUTHORITY)%", "path": "%REQ(:PATH)%",
                        "status": "%RESPONSE_CODE%", "flags": "%RESPONSE_FLAGS%", "details": "%RESPONSE_CODE_DETAILS%",
                        "milliseconds": "%DURATION%", "cluster": "%UPSTREAM_CLUSTER%", "upstream": "%UPSTREAM_HOST%",
                        "failure": "%UPSTREAM_TRANSPORT_FAILURE_REASON%", "attempts": "%UPSTREAM_REQUEST_ATTEMPT_COUNT%",
                        "requestId": "%REQ(X-REQUEST-ID)%", "traceparent": "%REQ(TRACEPARENT)%",
                    ]
                ],
            ])
        let isServerError: JSON = [
            "status_code_filter": ["comparison": ["op": "GE", "value": ["default_value": 500, "runtime_key": "mesh.access_log.status"]]]
        ]
        log["filter"] = ["or_filter": ["filters": [isServerError, ["response_flag_filter": ["flags": .array(LocalReplies.failures)]]]]]
        return log
    }()
}
