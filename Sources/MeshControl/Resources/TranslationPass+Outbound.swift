import KubeModel

extension TranslationPass {
    /// The routes of the forward proxies: every port of every service under all its names.
    mutating func outboundRoutes() -> JSON {
        let candidates = state.virtualServices.filter { HTTPRouteContext.isForMesh($0) }.sorted(by: KubeObject.isOlder)
        var hosts: [JSON] = []
        for object in candidates { note(Unhonoured.fields(of: object), on: key(of: object, .virtualServices)) }
        for service in services.all {
            let owner = owner(of: service.hostname, among: candidates)
            for port in service.ports {
                let domains = service.names(in: settings.namespace, domain: settings.clusterDomain).flatMap {
                    port.number == 80 ? [$0, "\($0):80"] : ["\($0):\(port.number)"]
                }
                let routes = owner.flatMap { meshRoutes(of: $0, port: port.number) } ?? defaultRoutes(service, port)
                hosts.append(VirtualHost.json(name: "\(service.hostname):\(port.number)", domains: domains, routes: routes))
            }
        }
        hosts += otherHosts(candidates)
        hosts.append(VirtualHost.unknown(namespace: settings.namespace))
        return RouteConfiguration.json(name: ListenerTranslation.outboundRoutes, hosts: hosts)
    }

    private func defaultRoutes(_ service: MeshService, _ port: MeshService.Port) -> [JSON] {
        let name = Destination.name(host: service.hostname, port: port.number, subset: nil)
        guard let destination = destinations[name], let route = try? VirtualServiceTranslation.defaultRoute(to: destination) else {
            return []
        }
        return [route]
    }

    /// The oldest VirtualService that names the host, or failing that covers it. The others have no say, as in Istio.
    private mutating func owner(of hostname: String, among candidates: [KubeObject]) -> KubeObject? {
        let naming = candidates.filter { hosts(of: $0).contains(hostname) }
        for object in naming.dropFirst() {
            note(
                ["spec.hosts: \(hostname) belongs to the older \(naming[0].namespace)/\(naming[0].name)"],
                on: key(of: object, .virtualServices))
        }
        return naming.first ?? candidates.first { hosts(of: $0).contains { HostPattern.covers($0, hostname) } }
    }

    func hosts(of object: KubeObject) -> [String] {
        object.spec["hosts"].elements.compactMap(\.string).map { services.hostname($0, from: object.namespace) }
    }

    /// Nil when it is wrong, or has no route for this port: the service is routed as without it then.
    private mutating func meshRoutes(of object: KubeObject, port: Int) -> [JSON]? {
        let routes = routes(of: object, gateway: "mesh", port: port)
        return routes.isEmpty ? nil : routes
    }

    /// The routes of one object, up to the first that takes everything. A fault is recorded, and the object left out.
    mutating func routes(of object: KubeObject, gateway: String, port: Int) -> [JSON] {
        let key = key(of: object, .virtualServices)
        let context = HTTPRouteContext(
            services: services, rules: rules, namespace: object.namespace, gateway: gateway, port: port,
            clientNamespace: settings.namespace)
        do throws(MeshFault) {
            let routes = try VirtualServiceTranslation(context: context, isLenient: !strict.contains(key)).routes(object)
            let last = routes.firstIndex(where: VirtualServiceTranslation.isCatchAll) ?? routes.count
            return Array(routes.prefix(last + 1))
        } catch {
            translation.faults[key] = error
            return []
        }
    }

    /// Hosts that are no service of this cluster, which a VirtualService makes up.
    private mutating func otherHosts(_ candidates: [KubeObject]) -> [JSON] {
        var seen = Set(services.services.keys)
        var others: [JSON] = []
        for object in candidates {
            for host in hosts(of: object) where !host.hasPrefix("*") && seen.insert(host).inserted {
                guard let routes = meshRoutes(of: object, port: 80) else { continue }
                others.append(VirtualHost.json(name: "\(host):80", domains: [host, "\(host):80"], routes: routes))
            }
        }
        return others
    }
}

extension HTTPRouteContext {
    static func isForMesh(_ object: KubeObject) -> Bool {
        let gateways = object.spec["gateways"].elements.compactMap(\.string)
        return gateways.isEmpty || gateways.contains("mesh")
    }
}
