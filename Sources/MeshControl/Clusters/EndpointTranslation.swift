import KubeModel

/// Writes which pods stand behind a cluster, near ones first.
enum EndpointTranslation {
    private struct Group: Hashable, Comparable {
        let priority: Int
        let locality: MeshEndpoint.Locality

        static func < (left: Self, right: Self) -> Bool { (left.priority, left.locality) < (right.priority, right.locality) }
    }

    static func assignment(_ destination: Destination, for proxy: MeshProxy) throws(MeshFault) -> JSON {
        let preference = try LocalityPreference(destination, proxy: proxy)
        let groups = Dictionary(grouping: destination.endpoints) {
            Group(priority: preference.priority(of: $0), locality: $0.locality)
        }
        // Envoy wants priorities without gaps.
        let priorities = Set(groups.keys.map(\.priority)).sorted()
        let localities = groups.sorted { $0.key < $1.key }.compactMap { group, endpoints -> JSON? in
            var locality: JSON = [
                "locality": group.locality.json, "priority": .integer(priorities.firstIndex(of: group.priority) ?? 0),
                "lb_endpoints": .array(endpoints.map(endpoint)),
            ]
            if let weight = preference.weight(of: group.locality) {
                guard weight > 0 else { return nil }
                locality["load_balancing_weight"] = .integer(weight)
            }
            return locality
        }
        return JSON(
            type: "envoy.config.endpoint.v3.ClusterLoadAssignment",
            ["cluster_name": .string(destination.name), "endpoints": .array(localities)])
    }

    private static func endpoint(_ endpoint: MeshEndpoint) -> JSON {
        let check: JSON = endpoint.probe.map { ["port_value": .integer($0.port)] } ?? ["disable_active_health_check": true]
        // What the metrics say of the pod's workload, in the form of Istio's own metadata.
        let workload = [endpoint.workload, endpoint.namespace, endpoint.application, endpoint.version, endpoint.locality.zone]
        return [
            "endpoint": [
                "address": ["socket_address": ["address": .string(endpoint.address), "port_value": .integer(endpoint.port)]],
                "health_check_config": check,
            ],
            "metadata": ["filter_metadata": ["istio": ["workload": .string(workload.joined(separator: ";"))]]],
        ]
    }
}
