import KubeModel

/// What a VirtualService's routes are written for: one host on one port, in the mesh or at a gateway.
struct HTTPRouteContext {
    let services: ServiceIndex
    let rules: DestinationRuleIndex
    /// Of the object: short names of destinations belong to it.
    let namespace: String
    /// `mesh`, or `namespace/name` of a Gateway.
    let gateway: String
    /// The port that the request came to, which a destination without a port means too.
    let port: Int
    /// Of the clients behind the proxy.
    let clientNamespace: String

    /// Whether `gateways` of a VirtualService, or of one match, mean this gateway; none is the mesh.
    func isMeant(by gateways: SpecField) -> Bool {
        let names = gateways.json.elements.compactMap(\.string)
        guard !names.isEmpty else { return gateway == "mesh" }
        return names.contains { Self.qualified($0, namespace: namespace) == gateway }
    }

    /// A gateway's name as an object of `namespace` means it.
    static func qualified(_ name: String, namespace: String) -> String {
        name == "mesh" || name.contains("/") ? name : "\(namespace)/\(name)"
    }

    /// The cluster that a `destination` means. A name that is not there makes an unresolved fault, unless `isLenient`.
    func destination(_ field: SpecField, isLenient: Bool) throws(MeshFault) -> RouteDestination {
        let host = services.hostname(try field["host"].requiredString(), from: namespace)
        let subset = try field["subset"].string()
        let number = try field["port"]["number"].integer(in: 1...65_535)
        do throws(MeshFault) {
            return try resolve(field, host: host, subset: subset, port: number)
        } catch {
            guard isLenient else { throw error }
            // Envoy answers 503 for a cluster that is not there, as under Istio.
            return RouteDestination(cluster: Destination.name(host: host, port: number ?? port, subset: subset), consistentHash: nil)
        }
    }

    private func resolve(_ field: SpecField, host: String, subset: String?, port number: Int?) throws(MeshFault) -> RouteDestination {
        guard let service = services[host] else {
            throw field["host"].unresolved("there is no Service \(host); write its name, or name.namespace.svc.\(services.domain)")
        }
        let wanted = number ?? (service.ports.count == 1 ? service.ports[0].number : port)
        guard service.port(wanted) != nil else {
            throw field["port"].unresolved("Service \(host) has no HTTP port \(wanted); it has \(service.ports.map(\.number))")
        }
        let all = rules.destinations(of: service).filter { $0.port.number == wanted }
        guard let destination = all.first(where: { $0.subset == subset }) else {
            let known = all.compactMap(\.subset).joined(separator: ", ")
            throw field["subset"].unresolved(
                "no DestinationRule for \(host) has the subset \"\(subset ?? "")\"\(known.isEmpty ? "" : "; there are \(known)")")
        }
        return RouteDestination(cluster: destination.name, consistentHash: destination.policy.consistentHash)
    }
}

/// A cluster and by what requests are spread over it.
struct RouteDestination {
    let cluster: String
    let consistentHash: SpecField?
}
