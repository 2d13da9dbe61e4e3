/// Requests by destination version, read from the metrics as Prometheus would.
struct IstioCounters: Sendable {
    private let byVersion: [String: Double]

    /// The counters of `istio_requests_total` for one destination service.
    init(of service: String, at metricsURL: String) async throws {
        let answer = try await HTTP.get(metricsURL)
        var byVersion: [String: Double] = [:]
        for line in answer.body.split(separator: "\n") where line.hasPrefix("istio_requests_total{") {
            guard line.contains("destination_service_name=\"\(service)\""),
                let value = line.split(separator: " ").last.flatMap({ Double($0) }),
                let version = line.firstMatch(of: /destination_version="([^"]*)"/)?.1
            else { continue }
            byVersion[String(version), default: 0] += value
        }
        self.byVersion = byVersion
    }

    func requests(_ version: String) -> Double { byVersion[version] ?? 0 }

    /// The share of `version` in the requests since `earlier`, from 0 to 1, and how many they were.
    func share(of version: String, since earlier: IstioCounters) -> (share: Double, total: Int) {
        let total = byVersion.map { $1 - earlier.requests($0) }.reduce(0, +)
        return (total > 0 ? (requests(version) - earlier.requests(version)) / total : 0, Int(total))
    }
}
