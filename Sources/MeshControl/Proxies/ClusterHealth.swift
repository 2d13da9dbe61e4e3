/// How many endpoints each cluster of a proxy has, and how many of these answer its health checks.
package struct ClusterHealth: Sendable {
    /// The filter that gives just these of Envoy's statistics.
    static let filter = #"^cluster\..*\.membership_(healthy|total)$"#

    private var healthy: [String: Int] = [:]
    private var total: [String: Int] = [:]

    /// - Parameter text: Envoy's statistics, such as `cluster.outbound|80|v1|shop.ns.svc.cluster.local.membership_healthy: 2`.
    package init(reading text: String) {
        for line in text.split(separator: "\n") {
            let parts = line.split(separator: ": ")
            guard parts.count == 2, let count = Int(parts[1]), let dot = parts[0].lastIndex(of: "."), parts[0].hasPrefix("cluster.") else {
                continue
            }
            let name = String(parts[0][..<dot].dropFirst("cluster.".count))
            switch parts[0][dot...] {
            case ".membership_healthy": healthy[name] = count
            case ".membership_total": total[name] = count
            default: continue
            }
        }
    }

    /// The clusters that have endpoints and would answer with 503 all the same, sorted.
    package var silent: [String] {
        total.filter { $0.value > 0 && healthy[$0.key] ?? 0 == 0 }.keys.sorted()
    }

    /// Whether a service has no healthy endpoint in any of its clusters, of which there is at least one.
    package func isMissing(_ service: String) -> Bool {
        let clusters = total.keys.filter { $0.split(separator: "|").last?.split(separator: ".").first.map(String.init) == service }
        return !clusters.isEmpty && clusters.allSatisfy { healthy[$0] ?? 0 == 0 }
    }
}
