/// The arithmetic of a rolling update: which ReplicaSet gets how many pods next. Names map to new sizes; what is missing stays.
package struct RollingUpdate: Sendable, Equatable {
    package let limits: RolloutLimits
    /// Nil while it does not exist.
    package let new: ReplicaSetScale?
    package let old: [ReplicaSetScale]

    package init(limits: RolloutLimits, new: ReplicaSetScale?, old: [ReplicaSetScale]) {
        self.limits = limits
        self.new = new
        self.old = old.sorted { $0.age < $1.age }
    }

    private var all: [ReplicaSetScale] { old + (new.map { [$0] } ?? []) }

    /// The new ReplicaSet's next size: as many more as the surge leaves room for.
    package func nextNewSize() -> Int {
        let present = new?.replicas ?? 0
        guard present <= limits.replicas else { return limits.replicas }
        let room = limits.maxTotal - all.reduce(0) { $0 + $1.replicas }
        return room <= 0 ? present : present + min(room, limits.replicas - present)
    }

    /// The next sizes of the old ones: those of their pods that are not available go first, for they cost nothing; then as many
    /// as availability permits, the oldest ReplicaSet first.
    package func nextOldSizes() -> [String: Int] {
        let total = all.reduce(0) { $0 + $1.replicas }
        let newUnavailable = new.map { $0.replicas - $0.safelyAvailable } ?? 0
        let removable = total - limits.minAvailable - newUnavailable
        guard removable > 0 else { return [:] }
        var sizes = old.reduce(into: [String: Int]()) { $0[$1.name] = $1.replicas }
        removeUnavailable(from: &sizes, atMost: removable)
        removeAvailable(from: &sizes)
        return sizes.filter { size in old.contains { $0.name == size.key && $0.replicas != size.value } }
    }

    private func removeUnavailable(from sizes: inout [String: Int], atMost limit: Int) {
        var left = limit
        for set in old where left > 0 && set.replicas > set.available {
            let removed = min(left, set.replicas - set.available)
            sizes[set.name] = set.replicas - removed
            left -= removed
        }
    }

    private func removeAvailable(from sizes: inout [String: Int]) {
        var left = all.reduce(0) { $0 + $1.safelyAvailable } - limits.minAvailable
        for set in old where left > 0 {
            let size = sizes[set.name] ?? 0
            let removed = min(left, size)
            sizes[set.name] = size - removed
            left -= removed
        }
    }
}
