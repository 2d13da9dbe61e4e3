package import KubeModel

/// What the downward API can tell a container.
package struct PodFacts: Sendable, Equatable {
    package var pod: KubeObject
    package var network: PodNetwork
    /// Of the node, for limits that are not set: millicores, and bytes.
    package var nodeCPU: Int
    package var nodeMemory: Int

    package init(pod: KubeObject, network: PodNetwork, nodeCPU: Int, nodeMemory: Int) {
        self.pod = pod
        self.network = network
        self.nodeCPU = nodeCPU
        self.nodeMemory = nodeMemory
    }

    /// The value at a path such as `metadata.labels['app']`; nil when there is no such path.
    package func field(_ path: String) -> String? {
        switch path {
        case "metadata.name": return pod.name
        case "metadata.namespace": return pod.namespace
        case "metadata.uid": return pod.uid
        case "metadata.labels": return Self.lines(pod.labels)
        case "metadata.annotations": return Self.lines(pod.annotations)
        case "spec.nodeName": return pod.spec["nodeName"].string ?? ""
        case "spec.serviceAccountName": return pod.spec["serviceAccountName"].string ?? "default"
        case "status.podIP", "status.podIPs": return network.podIP
        case "status.hostIP", "status.hostIPs": return network.hostIP
        default: break
        }
        if let key = Self.key(of: "metadata.labels", in: path) { return pod.labels[key] ?? "" }
        if let key = Self.key(of: "metadata.annotations", in: path) { return pod.annotations[key] ?? "" }
        return nil
    }

    /// The value of a `resourceFieldRef`; nil when it names no resource.
    package func resource(_ reference: JSON, container: JSON) -> String? {
        let parts = (reference["resource"].string ?? "").split(separator: ".").map(String.init)
        guard parts.count == 2, ["limits", "requests"].contains(parts[0]), ["cpu", "memory", "ephemeral-storage"].contains(parts[1]) else {
            return nil
        }
        let resources = container["resources"]
        let set = resources[parts[0]][parts[1]]
        let stated = Quantity(set.isNull && parts[0] == "requests" ? resources["limits"][parts[1]] : set)
        let fallback = parts[0] == "requests" ? 0 : parts[1] == "cpu" ? nodeCPU : parts[1] == "memory" ? nodeMemory * 1_000 : 0
        let divisor = Quantity(reference["divisor"]).map(\.milliValue).flatMap { $0 > 0 ? $0 : nil } ?? 1_000
        let amount = stated?.milliValue ?? fallback
        return String((amount + divisor - 1) / divisor)
    }

    /// `key="value"` lines in the order of the keys, as Kubernetes writes them to files.
    private static func lines(_ values: [String: String]) -> String {
        values.sorted { $0.key < $1.key }.map { "\($0.key)=\(JSON.string($0.value).text)" }.joined(separator: "\n")
    }

    private static func key(of field: String, in path: String) -> String? {
        guard path.hasPrefix("\(field)['"), path.hasSuffix("']") else { return nil }
        return String(path.dropFirst(field.count + 2).dropLast(2))
    }
}
