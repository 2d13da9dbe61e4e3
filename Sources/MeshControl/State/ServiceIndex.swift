import KubeModel

/// The services by their full names, with the pods that may get requests.
struct ServiceIndex: Sendable {
    private(set) var services: [String: MeshService] = [:]
    let domain: String

    init(_ state: MeshState, domain: String) {
        self.domain = domain
        for object in state.services where object.spec["type"].string != "ExternalName" {
            let service = MeshService(object, domain: domain)
            services[service.hostname] = service
        }
        addEndpoints(state)
    }

    /// In the order of their names.
    var all: [MeshService] { services.sorted { $0.key < $1.key }.map(\.value) }

    subscript(_ hostname: String) -> MeshService? { services[hostname] }

    /// A host as an Istio object in `namespace` means it: without a dot it is a service of that namespace.
    func hostname(_ host: String, from namespace: String) -> String {
        host.contains(".") || host == "*" ? host : "\(host).\(namespace).svc.\(domain)"
    }

    private mutating func addEndpoints(_ state: MeshState) {
        let pods = Dictionary(state.pods.map { ("\($0.namespace)/\($0.name)", PodFacts($0)) }) { $1 }
        let nodes = Dictionary(state.nodes.map { ($0.name, $0.labels) }) { $1 }
        for slice in state.endpointSlices where slice["addressType"].string ?? "IPv4" == "IPv4" {
            guard let owner = slice.labels["kubernetes.io/service-name"] else { continue }
            let hostname = "\(owner).\(slice.namespace).svc.\(domain)"
            guard let service = services[hostname] else { continue }
            for port in service.ports {
                guard let target = Self.target(of: port, in: slice) else { continue }
                let found = slice["endpoints"].elements.flatMap { endpoint in
                    Self.endpoints(endpoint, port: target, namespace: slice.namespace, pods: pods, nodes: nodes)
                }
                services[hostname]?.endpoints[port.number, default: []] += found
            }
        }
        for hostname in services.keys { services[hostname]?.sortEndpoints() }
    }

    /// A slice has the pods' port under the name of the service's.
    private static func target(of port: MeshService.Port, in slice: KubeObject) -> Int? {
        slice["ports"].elements.first { ($0["name"].string ?? "") == port.name }?["port"].int
    }

    /// None of one that is not ready or on its way out: what it has under way it finishes, but nothing new is sent there.
    private static func endpoints(
        _ endpoint: JSON, port: Int, namespace: String, pods: [String: PodFacts], nodes: [String: [String: String]]
    ) -> [MeshEndpoint] {
        let conditions = endpoint["conditions"]
        guard conditions["ready"].bool ?? true, !(conditions["terminating"].bool ?? false) else { return [] }
        let pod = endpoint["targetRef"]["name"].string.flatMap { pods["\(namespace)/\($0)"] }
        let labels = nodes[endpoint["nodeName"].string ?? pod?.node ?? ""] ?? [:]
        let locality = MeshEndpoint.Locality(
            region: labels["topology.kubernetes.io/region"] ?? "",
            zone: endpoint["zone"].string ?? labels["topology.kubernetes.io/zone"] ?? "")
        return endpoint["addresses"].elements.compactMap(\.string).map { address in
            MeshEndpoint(
                address: address, port: port, locality: locality, labels: pod?.labels ?? [:], workload: pod?.workload ?? "unknown",
                namespace: namespace, probe: pod?.probe)
        }
    }
}

extension MeshService {
    /// Equal sets of endpoints have to give equal configuration.
    fileprivate mutating func sortEndpoints() {
        for (port, endpoints) in endpoints {
            self.endpoints[port] = Set(endpoints).sorted { ($0.address, $0.port) < ($1.address, $1.port) }
        }
    }
}
