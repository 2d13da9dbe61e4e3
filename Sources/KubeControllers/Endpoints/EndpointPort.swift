import KubeModel

/// A Service's port as one pod has it.
struct EndpointPort: Sendable, Hashable {
    let name: String
    let port: Int
    let networkProtocol: String
    let appProtocol: String?

    /// The pod's ports for a Service; those that the pod does not name are left out.
    static func all(of service: KubeObject, on pod: KubeObject) -> [EndpointPort] {
        service["spec", "ports"].elements.compactMap { declared in
            let networkProtocol = declared["protocol"].string ?? "TCP"
            guard let port = number(of: declared, networkProtocol, on: pod) else { return nil }
            return EndpointPort(
                name: declared["name"].string ?? "", port: port, networkProtocol: networkProtocol,
                appProtocol: declared["appProtocol"].string)
        }
    }

    private static func number(of declared: JSON, _ networkProtocol: String, on pod: KubeObject) -> Int? {
        let target = declared["targetPort"]
        guard let name = target.string else {
            guard let number = target.int, number > 0 else { return declared["port"].int }
            return number
        }
        let containers = pod["spec", "containers"].elements + pod["spec", "initContainers"].elements
        let ports = containers.flatMap { $0["ports"].elements }
        return ports.first { $0["name"].string == name && ($0["protocol"].string ?? "TCP") == networkProtocol }?["containerPort"].int
    }

    var json: JSON {
        .present([
            "name": .string(name), "port": .integer(port), "protocol": .string(networkProtocol),
            "appProtocol": appProtocol.map(JSON.string) ?? nil,
        ])
    }
}
