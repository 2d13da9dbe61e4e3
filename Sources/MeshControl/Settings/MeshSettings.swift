/// What the mesh of one machine consists of.
package struct MeshSettings: Sendable, Hashable {
    package var proxies: [MeshProxy]
    /// The namespace of the pods that call through the proxies: there the short names of services are known.
    package var namespace: String
    package var clusterDomain = "cluster.local"
    package var health = HealthChecking()
    /// The longest an unused connection to a pod is kept, where a DestinationRule says nothing: shorter than any server of the shop keeps
    /// its own (75 s), so that no request meets a connection that is just being closed.
    package var idleTimeout: Duration = .seconds(60)

    package init(proxies: [MeshProxy], namespace: String) {
        self.proxies = proxies
        self.namespace = namespace
    }
}
