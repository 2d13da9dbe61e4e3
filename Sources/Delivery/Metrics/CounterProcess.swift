/// The process that keeps a counter, as far as the labels tell: a pod, whatever else a Prometheus reads from, or one of the proxies of
/// `souk up`, which are told apart by where their requests come from.
struct CounterProcess: Hashable, Sendable {
    private static let names = ["namespace", "pod", "instance", "source_zone", "source_workload", "source_workload_namespace"]

    private let labels: [String]

    /// Nil for sums that say nothing about processes.
    init?(_ labels: [String: String]) {
        self.labels = Self.names.map { labels[$0] ?? "" }
        guard self.labels.dropFirst().contains(where: { !$0.isEmpty }) else { return nil }
    }
}
