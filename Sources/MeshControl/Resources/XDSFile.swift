import KubeModel

/// One file by which a proxy is told its configuration.
package enum XDSFile: Sendable, Hashable {
    case clusters
    case listeners
    case routes(String)
    case endpoints(String)

    /// From the folder in which the proxy runs. Each kind has a folder of its own, so that a change of endpoints wakes no reader of routes.
    package var path: String {
        switch self {
        case .clusters: "xds/cds/clusters.json"
        case .listeners: "xds/lds/listeners.json"
        case .routes(let name): "xds/rds/\(Self.fileName(name)).json"
        case .endpoints(let cluster): "xds/eds/\(Self.fileName(cluster))/endpoints.json"
        }
    }

    /// A config source of Envoy's; a file that is moved into its folder is read at once.
    var source: JSON {
        let folder = String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)])
        return [
            "resource_api_version": "V3",
            "path_config_source": ["path": .string(path), "watched_directory": ["path": .string(folder)]],
        ]
    }

    private static func fileName(_ name: String) -> String {
        String(name.map { $0 == "|" || $0 == "/" ? "~" : $0 })
    }
}
