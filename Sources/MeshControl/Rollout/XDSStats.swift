import Foundation

/// What a proxy says of the configuration it has taken and refused.
package struct XDSStats: Sendable, Equatable {
    /// The version that is in force, by file.
    package var versions: [XDSFile: String] = [:]
    /// How often a new version was refused since the proxy started, by file.
    package var rejections: [XDSFile: Int] = [:]
    /// Clusters that are not used yet because their pods have not been looked at.
    package var warmingClusters = 0

    package init() {}

    /// The filter that gives just these of Envoy's statistics.
    package static let filter = #"(version_text|update_rejected|warming_clusters)$"#

    /// Reads the plain text of Envoy's `/stats`.
    package init(reading text: some StringProtocol) {
        for line in text.split(separator: "\n") {
            guard let separator = line.range(of: ": ", options: .backwards) else { continue }
            let name = line[..<separator.lowerBound]
            let value = line[separator.upperBound...]
            if name == "cluster_manager.warming_clusters" {
                warmingClusters = Int(value) ?? 0
            } else if name.hasSuffix(".version_text"), let file = Self.file(name.dropLast(13)) {
                versions[file] = String(value.filter { $0 != "\"" })
            } else if name.hasSuffix(".update_rejected"), let file = Self.file(name.dropLast(16)) {
                rejections[file] = Int(value) ?? 0
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
