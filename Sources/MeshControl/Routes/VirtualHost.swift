import KubeModel

/// The routes of one host.
enum VirtualHost {
    static func json(name: String, domains: [String], routes: [JSON], isOutbound: Bool = true, requiresTLS: Bool = false) -> JSON {
        var host: JSON = ["name": .string(name), "domains": JSON(domains), "routes": .array(routes), "include_request_attempt_count": true]
        // A calling service has to know whether it was the only try that failed.
        if isOutbound { host["include_attempt_count_in_response"] = true }
        if requiresTLS { host["require_tls"] = "ALL" }
        return host
    }

    /// Answers for hosts that are no services: the proxy forwards into the mesh only.
    static func unknown(namespace: String) -> JSON {
        let text =
            "no Service has this host and port; known are NAME in namespace \(namespace), else NAME.NAMESPACE, with the Service's port\n"
        let route: JSON = [
            "name": "unknown", "match": RouteMatch.everything,
            "direct_response": ["status": 502, "body": ["inline_string": .string(text)]],
            "response_headers_to_add": [LocalReplies.header(LocalReplies.flagsHeader, "NR")],
        ]
        return json(name: "unknown", domains: ["*"], routes: [route])
    }
}

/// A table of routes, as one resource.
enum RouteConfiguration {
    static func json(name: String, hosts: [JSON], ignoresPort: Bool = false) -> JSON {
        var configuration = JSON(
            type: "envoy.config.route.v3.RouteConfiguration",
            [
                "name": .string(name), "virtual_hosts": .array(hosts), "max_direct_response_body_size_bytes": 1_048_576,
                // A cluster that is not there gives 503 for its routes, and does not stop the others from being taken.
                "validate_clusters": false,
            ])
        if ignoresPort { configuration["ignore_port_in_host_matching"] = true }
        return configuration
    }
}
