import KubeModel

/// What an autoscaler remembers between two looks: what it recommended and how it scaled. Like in Kubernetes it starts empty after a
/// restart, with the present number of replicas as its first recommendation.
package struct ScalingHistory: Sendable, Equatable {
    struct Entry: Sendable, Equatable {
        let replicas: Int
        let time: KubeTime
    }

    /// Unstabilized recommendations.
    private(set) var recommendations: [Entry] = []
    /// By how many replicas it went up, and when.
    private(set) var additions: [Entry] = []
    private(set) var removals: [Entry] = []

    package init() {}

    mutating func begin(with replicas: Int, at now: KubeTime) {
        if recommendations.isEmpty { recommendations.append(Entry(replicas: replicas, time: now)) }
    }

    mutating func recommend(_ replicas: Int, at now: KubeTime, keeping window: Duration) {
        recommendations.removeAll { $0.time + window <= now }
        recommendations.append(Entry(replicas: replicas, time: now))
    }

    mutating func scaled(from old: Int, to new: Int, at now: KubeTime, keeping window: Duration) {
        additions.removeAll { $0.time + window <= now }
        removals.removeAll { $0.time + window <= now }
        if new > old { additions.append(Entry(replicas: new - old, time: now)) }
        if new < old { removals.append(Entry(replicas: old - new, time: now)) }
    }

    /// By how much the replicas rose within the last period.
    func added(within period: Duration, at now: KubeTime) -> Int { Self.sum(additions, within: period, at: now) }

    func removed(within period: Duration, at now: KubeTime) -> Int { Self.sum(removals, within: period, at: now) }

    /// The recommendations that are younger than a window.
    func recommendations(within window: Duration, at now: KubeTime) -> [Int] {
        recommendations.filter { $0.time + window > now }.map(\.replicas)
    }

    private static func sum(_ entries: [Entry], within period: Duration, at now: KubeTime) -> Int {
        entries.filter { $0.time + period > now }.reduce(0) { $0 + $1.replicas }
    }
}
