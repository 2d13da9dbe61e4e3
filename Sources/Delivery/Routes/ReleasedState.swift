package import KubeModel

/// What releases have decided in a cluster and the manifests in a repository do not know: who gets the requests, which subsets there are,
/// and which Deployments are retired. Applying the manifests again must not undo it.
package struct ReleasedState: Sendable {
    private let routes: [KubeObject]
    private let rules: [KubeObject]
    private let deployments: [KubeObject]

    /// - Parameters: What the cluster has, of any namespaces.
    package init(routes: [KubeObject], rules: [KubeObject], deployments: [KubeObject]) {
        self.routes = routes
        self.rules = rules
        self.deployments = deployments
    }

    /// The manifest as it is to be applied: everything that it says, but for those decisions where a release has made any.
    package func adapting(_ manifest: KubeObject) -> KubeObject {
        switch manifest.kind {
        case "VirtualService": route(manifest)
        case "DestinationRule": rule(manifest)
        case "Deployment": deployment(manifest)
        default: manifest
        }
    }

    /// The route of a service, if a release has ever marked it.
    private func released(_ service: String, of manifest: KubeObject) -> RouteSplit? {
        let route = routes.first { $0.name == service && $0.namespace == manifest.namespace }
        return route.map { RouteSplit($0, service: service) }.flatMap { $0.mark.stable == nil ? nil : $0 }
    }

    private func route(_ manifest: KubeObject) -> KubeObject {
        released(manifest.name, of: manifest)?.carried(into: manifest) ?? manifest
    }

    private func rule(_ manifest: KubeObject) -> KubeObject {
        guard released(manifest.name, of: manifest) != nil,
            let present = rules.first(where: { $0.name == manifest.name && $0.namespace == manifest.namespace })
        else { return manifest }
        let named = manifest.spec["subsets"].elements
        let added = present.spec["subsets"].elements.filter { subset in !named.contains { $0["name"] == subset["name"] } }
        var manifest = manifest
        if !added.isEmpty { manifest["spec", "subsets"] = .array(named + added) }
        return manifest
    }

    private func deployment(_ manifest: KubeObject) -> KubeObject {
        guard let service = manifest.labels["app"], let version = manifest.labels["version"],
            let split = released(service, of: manifest), split.mark.stable != version,
            let present = deployments.first(where: { $0.name == manifest.name && $0.namespace == manifest.namespace }),
            present.spec["replicas"].int == 0
        else { return manifest }
        var manifest = manifest
        manifest["spec", "replicas"] = 0
        return manifest
    }
}
