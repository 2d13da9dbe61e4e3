import Foundation

extension LocalShop {
    /// A pod as one proxy sees it.
    struct Upstream: Sendable, Hashable {
        let proxy: String
        let cluster: String
        /// Of the pod.
        let address: String
    }

    /// What the proxies say of the pods that they may send requests to.
    struct MeshView: Sendable {
        /// Those that get requests: they are among the endpoints, pass the health checks and are not ejected.
        fileprivate(set) var usable: Set<Upstream> = []
        /// By proxy, the clusters that ever had a connection.
        fileprivate(set) var used: [String: Set<String>] = [:]

        /// Whether the proxy ever sent to this cluster. Envoy checks the pods of others only now and then.
        func isUsed(_ upstream: Upstream) -> Bool { used[upstream.proxy]?.contains(upstream.cluster) ?? false }
    }

    static let zones = ["zone-a", "zone-b", "zone-c"]
    static let proxyNames = zones + ["edge"]

    /// Asks the administration of these proxies.
    func meshView(of proxies: [String] = proxyNames) async throws -> MeshView {
        var view = MeshView()
        for proxy in proxies {
            let clusters = try await HTTP.get("\(administration(of: proxy))/clusters?format=json").decode(ClusterStatuses.self)
            for cluster in clusters.statuses {
                let hosts = cluster.hosts ?? []
                if hosts.contains(where: \.hasHadConnections) { view.used[proxy, default: []].insert(cluster.name) }
                for host in hosts where host.isUsable {
                    view.usable.insert(Upstream(proxy: proxy, cluster: cluster.name, address: host.address.socket.address))
                }
            }
        }
        return view
    }

    /// Whether an address belongs to a pod of this zone.
    func isAddress(_ address: String, in zone: String) -> Bool {
        Self.zones.firstIndex(of: zone).map { address.hasPrefix("127.\(network + $0).") } ?? false
    }

    private func administration(of proxy: String) -> String {
        Self.zones.firstIndex(of: proxy).map { "http://127.\(network + $0).0.1:15000" } ?? "http://127.0.0.1:\(15_000 + network)"
    }
}

/// The answer of Envoy's `/clusters?format=json`, as far as it is needed.
private struct ClusterStatuses: Decodable {
    struct Cluster: Decodable {
        let name: String
        let hosts: [Host]?

        enum CodingKeys: String, CodingKey {
            case name
            case hosts = "host_statuses"
        }
    }

    struct Host: Decodable {
        struct Address: Decodable {
            struct Socket: Decodable { let address: String }
            let socket: Socket

            enum CodingKeys: String, CodingKey { case socket = "socket_address" }
        }

        /// A number that is zero is left out.
        struct Statistic: Decodable {
            let name: String
            let value: String?
        }

        /// True where something keeps the host from requests; what is no truth value says nothing of it.
        struct Flag: Decodable {
            let isSet: Bool

            init(from decoder: any Decoder) throws { isSet = (try? decoder.singleValueContainer().decode(Bool.self)) ?? false }
        }

        let address: Address
        let health: [String: Flag]
        let statistics: [Statistic]

        var isUsable: Bool { !health.values.contains(where: \.isSet) }
        var hasHadConnections: Bool { statistics.contains { $0.name == "cx_total" && $0.value.flatMap { Int($0) } ?? 0 > 0 } }

        enum CodingKeys: String, CodingKey {
            case address
            case health = "health_status"
            case statistics = "stats"
        }
    }

    let statuses: [Cluster]

    enum CodingKeys: String, CodingKey { case statuses = "cluster_statuses" }
}
