import KubeModel

/// Writes the routes of one VirtualService.
struct VirtualServiceTranslation {
    let context: HTTPRouteContext
    let isLenient: Bool

    /// In the object's order; each match of a route gives one. Empty when the object has none for this gateway and port.
    func routes(_ object: KubeObject) throws(MeshFault) -> [JSON] {
        var routes: [JSON] = []
        for (index, field) in SpecField(specOf: object)["http"].items.enumerated() {
            let name = try field["name"].string() ?? "\(object.namespace)/\(object.name)[\(index)]"
            let matches = field["match"].items
            if matches.isEmpty { routes.append(try route(field, match: RouteMatch.everything, name: name)) }
            for match in matches where try isMeant(by: match) {
                routes.append(try route(field, match: try RouteMatch.match(match), name: name))
            }
        }
        return routes
    }

    private func route(_ field: SpecField, match: JSON, name: String) throws(MeshFault) -> JSON {
        var route: JSON = ["name": .string(name), "match": match]
        try RouteAction(context: context, isLenient: isLenient).apply(field, to: &route)
        return route
    }

    /// Whether a match can hold here. Who calls is only known by namespace: one proxy serves all pods of a zone.
    private func isMeant(by match: SpecField) throws(MeshFault) -> Bool {
        if match["sourceLabels"].present != nil {
            throw match["sourceLabels"].fault("cannot be honoured: the proxy of a zone does not know which pod calls")
        }
        if let namespace = try match["sourceNamespace"].string(), namespace != context.clientNamespace { return false }
        if let port = try match["port"].integer(in: 1...65_535), port != context.port { return false }
        return match["gateways"].present == nil || context.isMeant(by: match["gateways"])
    }

    /// The route of a service that no VirtualService is for: all pods, and Istio's default retries.
    static func defaultRoute(to destination: Destination) throws(MeshFault) -> JSON {
        var action: JSON = ["cluster": .string(destination.name), "timeout": "0s"]
        let hash = destination.policy.consistentHash
        if let hash { action["hash_policy"] = [try LoadBalancing.hashPolicy(hash)] }
        action["retry_policy"] = try RetryTranslation.policy(nil, isHashed: hash != nil) ?? .null
        return ["name": "default", "match": RouteMatch.everything, "route": action]
    }

    /// Whether nothing can come after this route.
    static func isCatchAll(_ route: JSON) -> Bool { route["match"] == RouteMatch.everything }
}
