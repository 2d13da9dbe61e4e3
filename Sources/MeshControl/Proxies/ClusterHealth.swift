/// How many endpoints each cluster of a proxy has, and how many of these answer its health checks.
package struct ClusterHealth: Sendable, Equatable {
    /// The filter that gives just these of Envoy's statistics.
    static let filter = #"^cluster\..*\.membership_(healthy|total)$"#

    private var healthy: [String: Int] = [:]
    private var total: [String: Int] = [:]

    package init() {}

    /// - Parameter text: Envoy's statistics, such as `cluster.outbound|80|v1|shop.ns.svc.cluster.local.membership_healthy: 2`.
    package init(reading text: String) {
        for (name, value) in EnvoyStatistics.lines(of: text) { take(name, value) }
    }

    /// Takes one of the statistics in, if it is such a one.
    mutating func take(_ name: String, _ value: String) {
        guard name.hasPrefix("cluster."), let dot = name.lastIndex(of: "."), let count = Int(value) else { return }
        let cluster = name[..<dot].dropFirst("cluster.".count)
        switch name[dot...] {
        case ".membership_healthy": healthy[String(cluster)] = count
        case ".membership_total": total[String(cluster)] = count
        default: return
        }
    }

    /// Whether at least one endpoint of the cluster answers.
    func isReachable(_ cluster: String) -> Bool { healthy[cluster] ?? 0 > 0 }

    /// The clusters that have endpoints and would answer with 503 all the same, sorted.
    package var silent: [String] {
        total.filter { $0.value > 0 && !isReachable($0.key) }.keys.sorted()
    }

    /// Whether a service has no healthy endpoint in any of its clusters, of which there is at least one.
    package func isMissing(_ service: String) -> Bool {
        let clusters = total.keys.filter { $0.split(separator: "|").last?.split(separator: ".").first.map(String.init) == service }
        return !clusters.isEmpty && !clusters.contains(where: isReachable)
    }
}
