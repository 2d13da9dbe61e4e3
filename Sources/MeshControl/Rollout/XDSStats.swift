import Foundation

/// What a proxy says of the configuration it has taken and refused.
package struct XDSStats: Sendable, Equatable {
    /// The version that is in force, by file.
    package var versions: [XDSFile: String] = [:]
    /// How often a new version was refused since the proxy started, by file.
    package var rejections: [XDSFile: Int] = [:]
    /// Clusters that are not used yet because their pods have not been looked at.
    package var warmingClusters = 0
    /// How many pods of each cluster can be called.
    package var health = ClusterHealth()

    package init() {}

    /// The filter that gives just these of Envoy's statistics.
    package static let filter = #"(version_text|update_rejected|warming_clusters|membership_healthy)$"#

    /// Reads the plain text of Envoy's `/stats`.
    package init(reading text: some StringProtocol) {
        for (name, value) in EnvoyStatistics.lines(of: text) {
            if name == "cluster_manager.warming_clusters" {
                warmingClusters = Int(value) ?? 0
            } else if name.hasSuffix(".version_text"), let file = Self.file(name.dropLast(13)) {
                versions[file] = value.filter { $0 != "\"" }
            } else if name.hasSuffix(".update_rejected"), let file = Self.file(name.dropLast(16)) {
                rejections[file] = Int(value) ?? 0
            } else {
                health.take(name, value)
            }
        }
    }

    private static func file(_ scope: some StringProtocol) -> XDSFile? {
        if scope == "cluster_manager.cds" { return .clusters }
        if scope == "listener_manager.lds" { return .listeners }
        if scope.hasPrefix("cluster.") { return .endpoints(String(scope.dropFirst(8))) }
        guard scope.hasPrefix("http."), let routes = scope.range(of: ".rds.") else { return nil }
        return .routes(String(scope[routes.upperBound...]))
    }
}
