/// One Envoy of the mesh.
package struct MeshProxy: Sendable, Hashable {
    package enum Role: Sendable, Hashable {
        /// The forward proxy of a zone: pods reach it by `HTTP_PROXY`, and through it every service under its Kubernetes names.
        case outbound
        /// The ingress gateway: the local port for each port of a Gateway's servers.
        case edge(ports: [Int: Int])
    }

    package let name: String
    package let role: Role
    /// What it prefers endpoints of; nil has no preference.
    package let zone: String?
    package let region: String?
    /// A loopback address.
    package let address: String
    /// Where an outbound proxy listens.
    package let port: Int
    /// Envoy's own administration, on the same address.
    package let adminPort: Int
    /// What a Gateway's selector has to match.
    package let labels: [String: String]

    /// The forward proxy of a zone.
    package static func outbound(
        zone: String, region: String = "local", address: String, port: Int = 15_001, adminPort: Int = 15_000
    ) -> MeshProxy {
        MeshProxy(
            name: zone, role: .outbound, zone: zone, region: region, address: address, port: port, adminPort: adminPort, labels: [:])
    }

    /// The ingress gateway, which belongs to no zone.
    package static func edge(ports: [Int: Int], address: String = "127.0.0.1", adminPort: Int) -> MeshProxy {
        MeshProxy(
            name: "edge", role: .edge(ports: ports), zone: nil, region: nil, address: address, port: 0, adminPort: adminPort,
            labels: ["istio": "ingressgateway", "app": "istio-ingressgateway"])
    }

    package var isEdge: Bool {
        if case .edge = role { true } else { false }
    }

    /// The base URL of its administration.
    package var adminURL: String { "http://\(address):\(adminPort)" }
}
