import Foundation

/// Envoy's statistics in its plain text form: a name and a value on each line, such as `cluster_manager.warming_clusters: 0`.
enum EnvoyStatistics {
    /// The lines of `text`; what is no such line is left out.
    static func lines(of text: some StringProtocol) -> [(name: String, value: String)] {
        text.split(separator: "\n").compactMap { line in
            // Names may have colons in them, values have none.
            guard let separator = line.range(of: ": ", options: .backwards) else { return nil }
            return (String(line[..<separator.lowerBound]), String(line[separator.upperBound...]))
        }
    }
}
