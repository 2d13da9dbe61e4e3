package import KubeModel

/// Istio's and Kubernetes' objects as Envoy's configuration. Pure: equal states give equal configuration.
package struct MeshTranslator: Sendable {
    package let settings: MeshSettings

    package init(settings: MeshSettings) { self.settings = settings }

    /// - Parameter strict: The objects that may not name what is not there. Others, which were good once, keep their routes and get 503 for
    ///   what is gone.
    package func translate(_ state: MeshState, strict: Set<ObjectKey> = []) -> MeshTranslation {
        var pass = TranslationPass(settings: settings, state: state, strict: strict)
        pass.run()
        return pass.translation
    }
}

/// One run over a state.
struct TranslationPass {
    let settings: MeshSettings
    let state: MeshState
    let strict: Set<ObjectKey>
    let services: ServiceIndex
    let rules: DestinationRuleIndex
    var translation = MeshTranslation()
    private(set) var destinations: [String: Destination] = [:]
    private var clusters: [String: JSON] = [:]

    init(settings: MeshSettings, state: MeshState, strict: Set<ObjectKey>) {
        self.settings = settings
        self.state = state
        self.strict = strict
        services = ServiceIndex(state, domain: settings.clusterDomain)
        rules = DestinationRuleIndex(state.destinationRules, services: services)
    }

    mutating func run() {
        translation.faults = rules.faults
        for object in state.destinationRules { note(Unhonoured.fields(of: object), on: key(of: object, .destinationRules)) }
        for service in services.all { translateClusters(of: service) }
        let outbound = outboundRoutes()
        for proxy in settings.proxies {
            var resources = EnvoyResources()
            if proxy.isEdge {
                translateEdge(proxy, into: &resources)
            } else {
                resources.routes[ListenerTranslation.outboundRoutes] = outbound
                let listener = ListenerTranslation.outbound(proxy)
                resources.listeners[listener["name"].string ?? ""] = listener
            }
            addClusters(to: &resources, for: proxy)
            translation.resources[proxy.name] = resources.compacted
        }
    }

    func key(of object: KubeObject, _ type: ResourceType) -> ObjectKey {
        ObjectKey(type, namespace: object.namespace, name: object.name)
    }

    mutating func note(_ texts: [String], on key: ObjectKey) {
        for text in texts where !(translation.notes[key] ?? []).contains(text) { translation.notes[key, default: []].append(text) }
    }

    /// A rule that is wrong in any cluster is left out of all of them.
    private mutating func translateClusters(of service: MeshService) {
        let writer = ClusterTranslation(settings: settings)
        let all = rules.destinations(of: service)
        do throws(MeshFault) {
            for destination in all { try translate(destination, writer) }
        } catch {
            if let rule = rules.rule(for: service.hostname) { translation.faults[rule.key] = error }
            for destination in all {
                let bare = Destination(
                    service: service, port: destination.port, subset: destination.subset, labels: destination.labels, policy: .none)
                try? translate(bare, writer)
            }
        }
    }

    private mutating func translate(_ destination: Destination, _ writer: ClusterTranslation) throws(MeshFault) {
        clusters[destination.name] = try writer.cluster(destination)
        for proxy in settings.proxies { _ = try LocalityPreference(destination, proxy: proxy) }
        if let hash = destination.policy.consistentHash { _ = try LoadBalancing.hashPolicy(hash) }
        destinations[destination.name] = destination
    }

    /// Only those that its routes name: each costs every proxy memory, a watch and health checks.
    private func addClusters(to resources: inout EnvoyResources, for proxy: MeshProxy) {
        for name in ClusterReferences.clusters(in: resources.routes.values) {
            guard let destination = destinations[name], let cluster = clusters[name] else { continue }
            resources.clusters[name] = cluster
            resources.endpoints[name] = try? EndpointTranslation.assignment(destination, for: proxy)
        }
    }
}
