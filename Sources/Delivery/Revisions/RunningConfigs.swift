/// Which revision each pod says it runs, and which pods refuse the one that they were given: `souk_config_info` and
/// `souk_config_last_rejected` of the pods.
package struct RunningConfigs: Sendable, Hashable {
    static let selectors = ["souk_config_info", "souk_config_last_rejected"]

    /// By pod. A pod that is missing has not said anything.
    package let revisions: [String: String]
    package let refusing: Set<String>

    /// Nobody can be asked: nothing is known of any pod.
    package static let unknown = RunningConfigs(revisions: [:], refusing: [])

    package init(revisions: [String: String], refusing: Set<String>) {
        self.revisions = revisions
        self.refusing = refusing
    }

    /// - Parameters:
    ///   - info: The series of `souk_config_info`.
    ///   - rejected: Those of `souk_config_last_rejected`.
    init(info: [MetricSeries], rejected: [MetricSeries], namespace: String) {
        let pod = { (series: MetricSeries) -> String? in
            guard series.value == 1, series.labels["namespace"] ?? namespace == namespace else { return nil }
            return series.labels["pod"]
        }
        var found: [String: Set<String>] = [:]
        for series in info {
            if let pod = pod(series), let revision = series.labels["revision"] { found[pod, default: []].insert(revision) }
        }
        // A pod that says two things, as a source may for a moment after a change, has not said anything for certain.
        revisions = found.compactMapValues { $0.count == 1 ? $0.first : nil }
        refusing = Set(rejected.compactMap(pod))
    }

    /// Asks the source. When it cannot be asked nothing is known.
    static func read(from source: any MetricSource, namespace: String) async -> RunningConfigs {
        guard let series = try? await source.read(selectors), series.count == 2 else { return .unknown }
        return RunningConfigs(info: series[0], rejected: series[1], namespace: namespace)
    }
}
