import KubeModel

/// What the mesh has to know of a pod.
struct PodFacts: Sendable, Hashable {
    let labels: [String: String]
    let node: String
    let workload: String
    let probe: MeshEndpoint.Probe?

    init(_ pod: KubeObject) {
        labels = pod.labels
        node = pod["spec", "nodeName"].string ?? ""
        workload = Self.workload(of: pod)
        probe = Self.readiness(of: pod["spec", "containers"].elements)
    }

    /// As Istio derives it: a ReplicaSet's name without the hash of its template is the Deployment's.
    private static func workload(of pod: KubeObject) -> String {
        guard let owner = pod.controller else { return pod.name }
        let hash = pod.labels["pod-template-hash"].map { "-\($0)" } ?? ""
        return owner.kind == "ReplicaSet" && !hash.isEmpty && owner.name.hasSuffix(hash)
            ? String(owner.name.dropLast(hash.count)) : owner.name
    }

    private static func readiness(of containers: [JSON]) -> MeshEndpoint.Probe? {
        for container in containers {
            let get = container["readinessProbe"]["httpGet"]
            guard !get.isNull, get["scheme"].string ?? "HTTP" == "HTTP", get["host"].isNull else { continue }
            let named = get["port"].string
            let port =
                get["port"].int ?? named.flatMap(Int.init)
                ?? container["ports"].elements.first { $0["name"].string == named }?["containerPort"].int
            if let port { return MeshEndpoint.Probe(path: get["path"].string ?? "/", port: port) }
        }
        return nil
    }
}
