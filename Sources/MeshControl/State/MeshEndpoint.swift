import KubeModel

/// One pod behind one port of a service.
struct MeshEndpoint: Sendable, Hashable {
    /// Where a pod is, for the choice between those near and far.
    struct Locality: Sendable, Hashable, Comparable {
        var region: String
        var zone: String

        static func < (left: Self, right: Self) -> Bool { (left.region, left.zone) < (right.region, right.zone) }

        var json: JSON { ["region": .string(region), "zone": .string(zone)] }
    }

    /// The readiness probe of the pod, if it is one by HTTP.
    struct Probe: Sendable, Hashable {
        let path: String
        let port: Int
    }

    let address: String
    let port: Int
    let locality: Locality
    /// Of the pod; empty where the endpoint is none.
    let labels: [String: String]
    /// The Deployment or whatever else made the pod.
    let workload: String
    let namespace: String
    let probe: Probe?

    var version: String { labels["version"] ?? labels["app.kubernetes.io/version"] ?? "unknown" }
    var application: String { labels["app.kubernetes.io/name"] ?? labels["app"] ?? workload }

    func matches(_ subset: [String: String]) -> Bool { subset.allSatisfy { labels[$0.key] == $0.value } }
}
