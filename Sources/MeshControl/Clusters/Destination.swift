import KubeModel

/// A cluster of Envoy's before it is written: a port of a service, whole or one subset of it.
struct Destination: Sendable, Hashable {
    let service: MeshService
    let port: MeshService.Port
    /// Nil for all pods.
    let subset: String?
    /// Those of the subset.
    let labels: [String: String]
    let policy: TrafficPolicy

    /// As Istio names it: `outbound|80|v1|product-service.shop.svc.cluster.local`
    var name: String { Self.name(host: service.hostname, port: port.number, subset: subset) }

    static func name(host: String, port: Int, subset: String?) -> String { "outbound|\(port)|\(subset ?? "")|\(host)" }

    var endpoints: [MeshEndpoint] { (service.endpoints[port.number] ?? []).filter { $0.matches(labels) } }
}
