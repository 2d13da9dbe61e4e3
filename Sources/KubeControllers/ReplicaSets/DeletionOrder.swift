package import KubeModel

/// Which pods go first when there are too many: those that are worth least.
///
/// In this order: not assigned to a node; pending; not ready; cheaper by annotation; more siblings on the same node; ready for a shorter
/// time; more restarts; newer. Times count by their order of magnitude, so that pods of about the same age are chosen from at random (by uid).
package struct DeletionOrder: Sendable {
    private let siblingsByNode: [String: Int]
    private let now: KubeTime

    /// - Parameter siblings: The active pods of all ReplicaSets that have the same owner.
    package init(siblings: [PodView], at now: KubeTime) {
        siblingsByNode = siblings.reduce(into: [:]) { counts, pod in
            if pod.isActive, let node = pod.nodeName { counts[node, default: 0] += 1 }
        }
        self.now = now
    }

    /// So many of the pods, the first to go first.
    package func first(_ count: Int, of pods: [PodView]) -> [PodView] {
        Array(pods.sorted(by: goesBefore).prefix(count))
    }

    /// Whether the left pod goes before the right one.
    package func goesBefore(_ left: PodView, _ right: PodView) -> Bool {
        if (left.nodeName == nil) != (right.nodeName == nil) { return left.nodeName == nil }
        if Self.rank(left.phase) != Self.rank(right.phase) { return Self.rank(left.phase) < Self.rank(right.phase) }
        if left.isReady != right.isReady { return !left.isReady }
        if left.deletionCost != right.deletionCost { return left.deletionCost < right.deletionCost }
        if crowd(left) != crowd(right) { return crowd(left) > crowd(right) }
        if left.isReady, left.readySince != right.readySince {
            return isYounger(left.readySince, right.readySince) ?? (left.object.uid < right.object.uid)
        }
        if left.restarts != right.restarts { return left.restarts > right.restarts }
        if left.createdAt != right.createdAt {
            return isYounger(left.createdAt, right.createdAt) ?? (left.object.uid < right.object.uid)
        }
        return left.object.uid < right.object.uid
    }

    private static func rank(_ phase: String) -> Int {
        switch phase {
        case "Pending": 0
        case "Unknown": 1
        default: 2
        }
    }

    private func crowd(_ pod: PodView) -> Int { pod.nodeName.flatMap { siblingsByNode[$0] } ?? 0 }

    /// Nil when both are of the same order of magnitude; what has no time is the youngest.
    private func isYounger(_ left: KubeTime?, _ right: KubeTime?) -> Bool? {
        guard let left, let right else { return left == nil }
        let difference = magnitude(of: left) - magnitude(of: right)
        return difference == 0 ? nil : difference < 0
    }

    /// The binary logarithm of the time since then in nanoseconds; -1 for the future.
    private func magnitude(of time: KubeTime) -> Int {
        let (seconds, attoseconds) = time.duration(to: now).components
        let nanoseconds = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        let age = nanoseconds.overflow ? Int64.max : nanoseconds.partialValue + attoseconds / 1_000_000_000
        return age > 0 ? 63 - age.leadingZeroBitCount : -1
    }
}
