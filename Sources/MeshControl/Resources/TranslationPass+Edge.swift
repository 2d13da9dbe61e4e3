import KubeModel

/// One server of a Gateway.
private struct GatewayServer {
    /// `namespace/name`
    let gateway: String
    let namespace: String
    let index: Int
    let port: Int
    let localPort: Int
    let isTLS: Bool
    let hosts: [String]
    let tls: SpecField

    var name: String { gateway.split(separator: "/").last.map(String.init) ?? "" }
    /// As Istio names the routes of a gateway's port.
    var routes: String {
        isTLS ? "https.\(port).\(index).\(gateway.split(separator: "/").reversed().joined(separator: "."))" : "http.\(port)"
    }
    var redirects: Bool { tls["httpsRedirect"].json.bool ?? false }

    /// The part of a VirtualService's host that this server has; nil when none.
    func share(of host: String, namespace: String) -> String? {
        for entry in hosts {
            let parts = entry.split(separator: "/", maxSplits: 1).map(String.init)
            let owner = parts.count == 2 ? parts[0] : "*"
            guard owner == "*" || owner == namespace || (owner == "." && namespace == self.namespace) else { continue }
            let name = parts.last ?? "*"
            if HostPattern.covers(name, host) { return host }
            if HostPattern.covers(host, name) { return name }
        }
        return nil
    }

    var names: [String] { hosts.map { $0.split(separator: "/").last.map(String.init) ?? "*" } }
}

extension TranslationPass {
    /// The listeners and routes of the gateway proxy, from the Gateways whose selector matches it.
    mutating func translateEdge(_ proxy: MeshProxy, into resources: inout EnvoyResources) {
        guard case .edge(let ports) = proxy.role else { return }
        for object in state.virtualServices { note(Unhonoured.fields(of: object), on: key(of: object, .virtualServices)) }
        var servers: [GatewayServer] = []
        for object in state.gateways.sorted(by: KubeObject.isOlder) where Self.selects(object, proxy) {
            servers += self.servers(of: object, ports: ports)
        }
        servers = speakingOneProtocol(servers)
        for (routes, group) in Dictionary(grouping: servers, by: \.routes) {
            resources.routes[routes] = RouteConfiguration.json(name: routes, hosts: virtualHosts(of: group), ignoresPort: true)
        }
        for (port, group) in Dictionary(grouping: servers, by: \.localPort) {
            let listener = edgeListener(proxy, port: port, servers: group)
            resources.listeners[listener["name"].string ?? ""] = listener
        }
    }

    /// A port speaks what its first server says. Another one's routes would be waited for that no listener ever asks for.
    private mutating func speakingOneProtocol(_ servers: [GatewayServer]) -> [GatewayServer] {
        var first: [Int: GatewayServer] = [:]
        var kept: [GatewayServer] = []
        for server in servers {
            let present = first[server.localPort] ?? server
            first[server.localPort] = present
            if present.isTLS == server.isTLS {
                kept.append(server)
            } else {
                let why = "spec.servers[\(server.index)].port: port \(server.port) speaks \(present.isTLS ? "HTTPS" : "HTTP") already"
                note([why], on: ObjectKey(.gateways, namespace: server.namespace, name: server.name))
            }
        }
        return kept
    }

    private static func selects(_ gateway: KubeObject, _ proxy: MeshProxy) -> Bool {
        gateway.spec["selector"].strings.allSatisfy { proxy.labels[$0.key] == $0.value }
    }

    private mutating func servers(of object: KubeObject, ports: [Int: Int]) -> [GatewayServer] {
        let key = key(of: object, .gateways)
        note(Unhonoured.fields(of: object), on: key)
        do throws(MeshFault) {
            var servers: [GatewayServer] = []
            for (index, field) in SpecField(specOf: object)["servers"].items.enumerated() {
                guard let server = try server(field, index: index, object: object, ports: ports) else { continue }
                servers.append(server)
            }
            return servers
        } catch {
            translation.faults[key] = error
            return []
        }
    }

    private mutating func server(
        _ field: SpecField, index: Int, object: KubeObject, ports: [Int: Int]
    ) throws(MeshFault) -> GatewayServer? {
        guard let port = try field["port"]["number"].integer(in: 1...65_535) else { throw field["port"]["number"].fault("is missing") }
        let hosts = try field["hosts"].strings()
        guard !hosts.isEmpty else { throw field["hosts"].fault("needs at least one host, such as \"*\"") }
        let proto = (try field["port"]["protocol"].string() ?? "HTTP").uppercased()
        guard ["HTTP", "HTTP2", "GRPC", "HTTPS"].contains(proto) else {
            throw field["port"]["protocol"].fault("\(proto) is not honoured: use HTTP or HTTPS")
        }
        guard let local = ports[port] else {
            note(["\(field["port"].path): port \(port) is not opened on this machine"], on: key(of: object, .gateways))
            return nil
        }
        let server = GatewayServer(
            gateway: "\(object.namespace)/\(object.name)", namespace: object.namespace, index: index, port: port, localPort: local,
            isTLS: proto == "HTTPS", hosts: hosts, tls: field["tls"])
        if server.isTLS { _ = try certificate(of: server) }
        return server
    }

    /// The routes of all VirtualServices for a host in one table; those that take everything come last.
    private mutating func virtualHosts(of servers: [GatewayServer]) -> [JSON] {
        var routes: [String: [JSON]] = [:]
        for object in state.virtualServices.sorted(by: KubeObject.isOlder) {
            for server in servers {
                let bound = Set(hosts(of: object).compactMap { server.share(of: $0, namespace: object.namespace) })
                guard !bound.isEmpty, binds(object, server.gateway) else { continue }
                let own = self.routes(of: object, gateway: server.gateway, port: server.port)
                for host in bound where !own.isEmpty { routes[host, default: []] += own.filter { !(routes[host] ?? []).contains($0) } }
            }
        }
        let redirected = Set(servers.filter(\.redirects).flatMap(\.names))
        for host in redirected where routes[host] == nil { routes[host] = [] }
        return routes.sorted { $0.key < $1.key }.map { host, routes in
            let ordered = routes.filter { !VirtualServiceTranslation.isCatchAll($0) } + routes.filter(VirtualServiceTranslation.isCatchAll)
            let redirects = redirected.contains { HostPattern.covers($0, host) }
            return VirtualHost.json(
                name: "\(host):\(servers[0].port)", domains: [host], routes: ordered, isOutbound: false, requiresTLS: redirects)
        }
    }

    private func binds(_ object: KubeObject, _ gateway: String) -> Bool {
        object.spec["gateways"].elements.compactMap(\.string).contains {
            HTTPRouteContext.qualified($0, namespace: object.namespace) == gateway
        }
    }

    private func edgeListener(_ proxy: MeshProxy, port: Int, servers: [GatewayServer]) -> JSON {
        guard servers[0].isTLS else {
            return ListenerTranslation.edge(proxy, port: port, chains: [ListenerTranslation.chain(routes: servers[0].routes)])
        }
        let chains = servers.filter(\.isTLS).compactMap { server in
            (try? certificate(of: server)).map { ListenerTranslation.chain(routes: server.routes, hosts: server.names, certificate: $0) }
        }
        return ListenerTranslation.edge(proxy, port: port, chains: chains)
    }

    /// The certificate and key in the Secret that the server names, as a TLS context.
    private func certificate(of server: GatewayServer) throws(MeshFault) -> JSON {
        let mode = try server.tls["mode"].string() ?? "PASSTHROUGH"
        guard mode == "SIMPLE" else { throw server.tls["mode"].fault("\(mode) is not honoured: use SIMPLE") }
        let name = try server.tls["credentialName"].requiredString()
        let secret = state.secrets.first { $0.namespace == server.namespace && $0.name == name }
        guard let secret else {
            throw server.tls["credentialName"].unresolved("there is no Secret \(server.namespace)/\(name) of type kubernetes.io/tls")
        }
        let data = secret["data"]
        guard let chain = data["tls.crt"].string, let key = data["tls.key"].string else {
            throw server.tls["credentialName"].fault("Secret \(name) needs tls.crt and tls.key")
        }
        var common: JSON = [
            "tls_certificates": [["certificate_chain": ["inline_bytes": .string(chain)], "private_key": ["inline_bytes": .string(key)]]],
            "alpn_protocols": ["h2", "http/1.1"],
        ]
        var parameters: JSON = [:]
        parameters["tls_minimum_protocol_version"] = try protocolVersion(server.tls["minProtocolVersion"]) ?? "TLSv1_2"
        parameters["tls_maximum_protocol_version"] = try protocolVersion(server.tls["maxProtocolVersion"]) ?? .null
        common["tls_params"] = parameters
        return JSON(type: "envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext", ["common_tls_context": common])
    }

    private func protocolVersion(_ field: SpecField) throws(MeshFault) -> JSON? {
        guard let name = try field.string() else { return nil }
        guard let version = ["TLS_AUTO": "TLS_AUTO", "TLSV1_2": "TLSv1_2", "TLSV1_3": "TLSv1_3"][name] else {
            throw field.fault("\(name) is not honoured: use TLSV1_2 or TLSV1_3")
        }
        return .string(version)
    }
}
