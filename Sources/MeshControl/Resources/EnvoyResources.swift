package import KubeModel

/// The configuration of one proxy, by the names of its resources.
package struct EnvoyResources: Sendable, Equatable {
    package var clusters: [String: JSON] = [:]
    /// By cluster.
    package var endpoints: [String: JSON] = [:]
    package var routes: [String: JSON] = [:]
    package var listeners: [String: JSON] = [:]

    package init() {}

    /// What each file holds.
    package var files: [XDSFile: [JSON]] {
        var files: [XDSFile: [JSON]] = [.clusters: Self.ordered(clusters), .listeners: Self.ordered(listeners)]
        for (name, route) in routes { files[.routes(name)] = [route] }
        for (name, assignment) in endpoints { files[.endpoints(name)] = [assignment] }
        return files
    }

    /// The same with nothing in it that is null.
    var compacted: EnvoyResources {
        var compacted = self
        compacted.clusters = clusters.mapValues(\.withoutNulls)
        compacted.endpoints = endpoints.mapValues(\.withoutNulls)
        compacted.routes = routes.mapValues(\.withoutNulls)
        compacted.listeners = listeners.mapValues(\.withoutNulls)
        return compacted
    }

    static func ordered(_ resources: [String: JSON]) -> [JSON] { resources.sorted { $0.key < $1.key }.map(\.value) }
}

/// The clusters that routes send requests to.
enum ClusterReferences {
    /// All that are named.
    static func clusters(in configurations: some Collection<JSON>) -> Set<String> {
        names(in: configurations) { _ in true }
    }

    /// Those that get requests: all but the ones with the weight 0.
    static func served(by configurations: some Collection<JSON>) -> Set<String> {
        names(in: configurations) { $0["weight"].int != 0 }
    }

    private static func names(in configurations: some Collection<JSON>, isCounted: (JSON) -> Bool) -> Set<String> {
        var names: Set<String> = []
        for host in configurations.flatMap({ $0["virtual_hosts"].elements }) {
            for route in host["routes"].elements {
                let action = route["route"]
                names.formUnion([action["cluster"].string].compactMap(\.self))
                names.formUnion(action["weighted_clusters"]["clusters"].elements.filter(isCounted).compactMap { $0["name"].string })
                names.formUnion(action["request_mirror_policies"].elements.compactMap { $0["cluster"].string })
            }
        }
        return names
    }
}
