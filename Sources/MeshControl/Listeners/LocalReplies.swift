import KubeModel

/// What clients read when no pod answered: problem documents like those of the services, with the time to come again.
enum LocalReplies {
    /// Envoy's flags for requests that failed between it and the pods.
    static let failures: [JSON] = ["UH", "UF", "UO", "UC", "UR", "LR", "UT", "URX", "UMSDR", "NC", "OM", "UPE"]

    /// - Parameter tellsFlags: Whether the callers are services, which read from Envoy's flags whether a call can have arrived.
    static func configuration(tellsFlags: Bool) -> JSON {
        let told = tellsFlags ? [header(flagsHeader, "%RESPONSE_FLAGS%")] : []
        var mappers = [
            mapper(
                status: 503, flags: failures, title: "Service Unavailable", code: "service_unavailable",
                detail: "The service is not available at the moment.", headers: told + [header("retry-after", "1")]),
            mapper(
                status: 504, flags: failures, title: "Gateway Timeout", code: "upstream_timeout",
                detail: "The service did not answer in time.", headers: told + [header("retry-after", "1")]),
            mapper(
                status: 404, flags: ["NR"], title: "Not Found", code: "not_found", detail: "There is no route for this host and path.",
                headers: told),
        ]
        // An empty list of flags means any: an injected fault keeps its body, as under Istio.
        if tellsFlags { mappers.append(["filter": ["response_flag_filter": [:]], "headers_to_add": .array(told)]) }
        return ["mappers": .array(mappers)]
    }

    static let flagsHeader = "x-envoy-response-flags"

    private static func mapper(status: Int, flags: [JSON], title: String, code: String, detail: String, headers: [JSON]) -> JSON {
        let isStatus: JSON = [
            "status_code_filter": [
                "comparison": ["op": "EQ", "value": ["default_value": .integer(status), "runtime_key": "mesh.local_reply.status"]]
            ]
        ]
        var mapper: JSON = [
            "filter": ["and_filter": ["filters": [isStatus, ["response_flag_filter": ["flags": .array(flags)]]]]],
            "body_format_override": [
                "content_type": "application/problem+json",
                "json_format": [
                    "type": "about:blank", "title": .string(title), "status": "%RESPONSE_CODE%", "code": .string(code),
                    "detail": .string(detail), "reason": "%RESPONSE_CODE_DETAILS%",
                ],
            ],
        ]
        mapper["headers_to_add"] = .array([header("cache-control", "no-store")] + headers)
        return mapper
    }

    static func header(_ key: String, _ value: String) -> JSON {
        ["header": ["key": .string(key), "value": .string(value)], "append_action": "OVERWRITE_IF_EXISTS_OR_ADD"]
    }
}
