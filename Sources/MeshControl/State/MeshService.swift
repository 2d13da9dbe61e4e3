import KubeModel

/// A Service and the pods that are ready behind each of its ports.
struct MeshService: Sendable, Hashable {
    struct Port: Sendable, Hashable {
        let number: Int
        let name: String
        /// HTTP/2 without TLS, as its name or `appProtocol` says.
        let isHTTP2: Bool
    }

    let name: String
    let namespace: String
    /// `product-service.shop.svc.cluster.local`
    let hostname: String
    /// Those that carry HTTP.
    let ports: [Port]
    /// `PreferClose` and the like of the Service.
    let trafficDistribution: String?
    /// By the number of the port.
    var endpoints: [Int: [MeshEndpoint]] = [:]

    init(_ service: KubeObject, domain: String) {
        name = service.name
        namespace = service.namespace
        hostname = "\(service.name).\(service.namespace).svc.\(domain)"
        trafficDistribution = service.spec["trafficDistribution"].string
        ports = service.spec["ports"].elements.compactMap(Port.init)
    }

    /// What it is called by a client in `namespace`.
    func names(in clientNamespace: String, domain: String) -> [String] {
        let qualified = ["\(name).\(namespace)", "\(name).\(namespace).svc", hostname]
        return namespace == clientNamespace ? [name] + qualified : qualified
    }

    func port(_ number: Int) -> Port? { ports.first { $0.number == number } }
}

extension MeshService.Port {
    /// Protocols that are no HTTP, as Istio tells them by a port's name.
    private static let others: Set<String> = ["tcp", "tls", "https", "udp", "mongo", "mysql", "redis"]
    private static let http2: Set<String> = ["http2", "grpc", "kubernetes.io/h2c"]

    /// Nil for a port that carries no plain HTTP.
    fileprivate init?(_ json: JSON) {
        guard let number = json["port"].int, json["protocol"].string ?? "TCP" == "TCP" else { return nil }
        let name = json["name"].string ?? ""
        let kind = json["appProtocol"].string ?? String(name.prefix { $0 != "-" })
        guard !Self.others.contains(kind) else { return nil }
        self.init(number: number, name: name, isHTTP2: Self.http2.contains(kind))
    }
}
