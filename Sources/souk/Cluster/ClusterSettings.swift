import Foundation
import MeshControl
import NodeAgent

/// Where a local cluster listens. Kept in its folder, so that every command finds a shop where it was opened.
struct ClusterSettings: Codable, Equatable, Sendable {
    /// The shop itself.
    var port = 8080
    var apiPort = 8001
    var metricsPort = 9090
    /// The zones have the loopback networks 127.N.0.0/16, 127.(N+1).0.0/16 and 127.(N+2).0.0/16.
    var network = 1

    /// The namespace of the shop.
    static let namespace = "shop"
    static let zones = ["a", "b", "c"]

    var url: String { "http://127.0.0.1:\(port)" }
    var apiURL: String { "https://127.0.0.1:\(apiPort)" }
    var metricsURL: String { "http://127.0.0.1:\(metricsPort)/metrics" }

    /// The nodes, one for each zone.
    func nodes(in home: ShopHome, authorityPEM: String) -> [NodeSettings] {
        Self.zones.enumerated().map { index, zone in
            let name = "zone-\(zone)"
            var node = NodeSettings(
                name: name, zone: name, network: "127.\(network + index)", folder: Self.folder(ofNode: name, in: home),
                imageFolder: home.images, volumeFolder: home.volumes)
            node.secretsFolder = home.secrets
            node.outboundProxy = "http://\(node.hostIP):15001"
            node.apiPort = apiPort
            node.certificateAuthority = authorityPEM
            return node
        }
    }

    /// One outbound proxy for each zone, and the edge.
    var mesh: MeshSettings {
        let outbound = Self.zones.enumerated().map { index, zone in
            MeshProxy.outbound(zone: "zone-\(zone)", address: "127.\(network + index).0.1")
        }
        return MeshSettings(proxies: outbound + [.edge(ports: [80: port], adminPort: 15_000 + network)], namespace: Self.namespace)
    }

    /// The folders of all nodes.
    static func nodeFolders(in home: ShopHome) -> [String] { zones.map { folder(ofNode: "zone-\($0)", in: home) } }

    private static func folder(ofNode name: String, in home: ShopHome) -> String { "\(home.cluster)/nodes/\(name)" }
}

extension ClusterSettings {
    /// Those of the cluster in `home`; nil where there never was one. Throws ``CommandFailure`` when they cannot be read.
    static func stored(in home: ShopHome) throws -> ClusterSettings? {
        guard let data = FileManager.default.contents(atPath: path(in: home)) else { return nil }
        do {
            return try JSONDecoder().decode(ClusterSettings.self, from: data)
        } catch {
            throw CommandFailure("\(path(in: home)) cannot be understood: \(error). Remove it to go back to the usual ports.")
        }
    }

    func store(in home: ShopHome) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        try PrivateFile.write(String(decoding: try encoder.encode(self), as: UTF8.self) + "\n", to: Self.path(in: home))
    }

    private static func path(in home: ShopHome) -> String { "\(home.cluster)/settings.json" }
}
