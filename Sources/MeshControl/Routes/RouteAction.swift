import KubeModel

/// What is done with a request that matched: forwarded, redirected or answered.
struct RouteAction {
    let context: HTTPRouteContext
    let isLenient: Bool

    /// Adds the action and all that belongs to it to an Envoy route.
    func apply(_ field: SpecField, to route: inout JSON) throws(MeshFault) {
        guard field["delegate"].present == nil else {
            throw field["delegate"].fault("delegation is not honoured: write the routes into this VirtualService")
        }
        if let redirect = field["redirect"].present {
            route["redirect"] = try Self.redirect(redirect)
        } else if let response = field["directResponse"].present {
            route["direct_response"] = try Self.directResponse(response)
        } else {
            route["route"] = try forward(field, into: &route)
        }
        try HeaderOperations.apply(field["headers"], to: &route)
        let filters = try RouteFilters.configuration(of: field)
        if !filters.isNull { route["typed_per_filter_config"] = filters }
    }

    private func forward(_ field: SpecField, into route: inout JSON) throws(MeshFault) -> JSON {
        // Istio has no limit where none is set; Envoy would have 15 s.
        var action: JSON = ["timeout": try field["timeout"].duration() ?? "0s"]
        let hashes = try applyDestinations(field["route"], to: &action, route: &route)
        var policies: [JSON] = []
        for hash in hashes {
            let policy = try LoadBalancing.hashPolicy(hash)
            if !policies.contains(policy) { policies.append(policy) }
        }
        if !policies.isEmpty { action["hash_policy"] = .array(policies) }
        let retries = try RetryTranslation.policy(field["retries"].present, isHashed: !policies.isEmpty)
        action["retry_policy"] = retries ?? .null
        try applyRewrite(field, to: &action)
        let mirrors = try mirrors(field)
        if !mirrors.isEmpty { action["request_mirror_policies"] = .array(mirrors) }
        return action
    }

    /// The consistent hashes of the destinations.
    private func applyDestinations(_ field: SpecField, to action: inout JSON, route: inout JSON) throws(MeshFault) -> [SpecField] {
        let items = field.items
        guard !items.isEmpty else { throw field.fault("needs a destination, or redirect or directResponse beside it") }
        var destinations: [(destination: RouteDestination, weight: Int, headers: SpecField)] = []
        for item in items {
            let destination = try context.destination(item["destination"], isLenient: isLenient)
            destinations.append((destination, try item["weight"].integer(in: 0...1_000_000) ?? 0, item["headers"]))
        }
        if destinations.count == 1 {
            action["cluster"] = .string(destinations[0].destination.cluster)
            try HeaderOperations.apply(destinations[0].headers, to: &route)
            if let host = try HeaderOperations.authority(destinations[0].headers) { action["host_rewrite_literal"] = .string(host) }
        } else {
            guard destinations.contains(where: { $0.weight > 0 }) else { throw field.fault("the weights add up to 0: give one of them") }
            var clusters: [JSON] = []
            for (destination, weight, headers) in destinations {
                var cluster: JSON = ["name": .string(destination.cluster), "weight": .integer(weight)]
                try HeaderOperations.apply(headers, to: &cluster)
                if let host = try HeaderOperations.authority(headers) { cluster["host_rewrite_literal"] = .string(host) }
                clusters.append(cluster)
            }
            action["weighted_clusters"] = ["clusters": .array(clusters)]
        }
        return destinations.compactMap(\.destination.consistentHash)
    }

    private func applyRewrite(_ field: SpecField, to action: inout JSON) throws(MeshFault) {
        let rewrite = field["rewrite"]
        if let regex = rewrite["uriRegexRewrite"].present {
            let pattern = try RouteMatch.checked(try regex["match"].requiredString(), regex["match"])
            action["regex_rewrite"] = [
                "pattern": ["regex": .string(pattern)], "substitution": .string(try regex["rewrite"].string() ?? ""),
            ]
        } else if let uri = try rewrite["uri"].string() {
            action["prefix_rewrite"] = .string(uri)
        }
        let headerHost = try HeaderOperations.authority(field["headers"])
        if let host = try rewrite["authority"].string() ?? headerHost { action["host_rewrite_literal"] = .string(host) }
    }

    private func mirrors(_ field: SpecField) throws(MeshFault) -> [JSON] {
        var policies: [JSON] = []
        if let mirror = field["mirror"].present {
            let share = try (field["mirrorPercentage"]["value"].present ?? field["mirrorPercent"]).percentage()
            policies.append(try mirrorPolicy(mirror, share))
        }
        for mirror in field["mirrors"].items {
            policies.append(try mirrorPolicy(mirror["destination"], try mirror["percentage"]["value"].percentage()))
        }
        return policies
    }

    private func mirrorPolicy(_ destination: SpecField, _ share: JSON?) throws(MeshFault) -> JSON {
        let cluster = try context.destination(destination, isLenient: isLenient).cluster
        let share = share ?? ["numerator": 1_000_000, "denominator": "MILLION"]
        return ["cluster": .string(cluster), "runtime_fraction": ["default_value": share]]
    }

    private static let redirectCodes = [
        301: "MOVED_PERMANENTLY", 302: "FOUND", 303: "SEE_OTHER", 307: "TEMPORARY_REDIRECT", 308: "PERMANENT_REDIRECT",
    ]

    private static func redirect(_ field: SpecField) throws(MeshFault) -> JSON {
        var redirect: JSON = [:]
        let code = try field["redirectCode"].integer() ?? 301
        guard let name = redirectCodes[code] else { throw field["redirectCode"].fault("must be 301, 302, 303, 307 or 308, not \(code)") }
        redirect["response_code"] = .string(name)
        redirect["host_redirect"] = try field["authority"].string().map(JSON.string) ?? .null
        redirect["scheme_redirect"] = try field["scheme"].string().map(JSON.string) ?? .null
        redirect["port_redirect"] = try field["port"].integer(in: 1...65_535).map(JSON.integer) ?? .null
        if let uri = try field["uri"].string() {
            let prefix = "%PREFIX()%"
            if uri.hasPrefix(prefix) {
                redirect["prefix_rewrite"] = .string(String(uri.dropFirst(prefix.count)))
            } else {
                redirect["path_redirect"] = .string(uri)
            }
        }
        return redirect
    }

    private static func directResponse(_ field: SpecField) throws(MeshFault) -> JSON {
        guard let status = try field["status"].integer(in: 200...599) else { throw field["status"].fault("is missing") }
        var response: JSON = ["status": .integer(status)]
        if let text = try field["body"]["string"].string() { response["body"] = ["inline_string": .string(text)] }
        if let bytes = try field["body"]["bytes"].string() { response["body"] = ["inline_bytes": .string(bytes)] }
        return response
    }
}
