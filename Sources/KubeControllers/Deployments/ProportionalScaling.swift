/// Sizes for a Deployment whose replicas were changed: alone the one ReplicaSet that has pods; all in proportion while it is rolling.
package struct ProportionalScaling: Sendable, Equatable {
    package let limits: RolloutLimits
    package let new: ReplicaSetScale?
    package let old: [ReplicaSetScale]
    package let isRollingUpdate: Bool
    /// Whether the new one has all it should have, of the present size.
    package let isSaturated: Bool
    /// The Deployment's pods by its status, in place of sizes that were not written down.
    package let statusReplicas: Int

    package init(
        limits: RolloutLimits, new: ReplicaSetScale?, old: [ReplicaSetScale], isRollingUpdate: Bool, isSaturated: Bool,
        statusReplicas: Int
    ) {
        self.limits = limits
        self.new = new
        self.old = old
        self.isRollingUpdate = isRollingUpdate
        self.isSaturated = isSaturated
        self.statusReplicas = statusReplicas
    }

    /// The new sizes by name; also of those that stay as they are, for they must note down the new limits.
    package func sizes() -> [String: Int] {
        let active = (old + (new.map { [$0] } ?? [])).filter { $0.replicas > 0 }
        if active.count <= 1 {
            guard let only = active.first ?? new ?? old.max(by: { $0.age < $1.age }) else { return [:] }
            return [only.name: limits.replicas]
        }
        if isSaturated { return old.filter { $0.replicas > 0 }.reduce(into: [:]) { $0[$1.name] = 0 } }
        return isRollingUpdate ? proportional(active) : [:]
    }

    private func proportional(_ active: [ReplicaSetScale]) -> [String: Int] {
        let allowed = limits.replicas > 0 ? limits.maxTotal : 0
        let change = allowed - active.reduce(0) { $0 + $1.replicas }
        let sorted = active.sorted { left, right in
            if left.replicas != right.replicas { return left.replicas > right.replicas }
            return change > 0 ? left.age > right.age : left.age < right.age
        }
        var sizes: [String: Int] = [:]
        var changed = 0
        for set in sorted {
            let share = share(of: set, change: change, changed: changed)
            sizes[set.name] = set.replicas + share
            changed += share
        }
        // What rounding has left over goes to the largest.
        if let largest = sorted.first, change != 0 {
            sizes[largest.name] = max(0, (sizes[largest.name] ?? 0) + change - changed)
        }
        return sizes
    }

    private func share(of set: ReplicaSetScale, change: Int, changed: Int) -> Int {
        guard change != 0, change != changed else { return 0 }
        let fraction = fraction(of: set)
        return change > 0 ? min(fraction, change - changed) : max(fraction, change - changed)
    }

    private func fraction(of set: ReplicaSetScale) -> Int {
        guard limits.replicas > 0 else { return -set.replicas }
        let before = set.maxReplicas.flatMap { $0 > 0 ? $0 : nil } ?? statusReplicas
        guard before > 0 else { return 0 }
        let size = (Double(set.replicas * limits.maxTotal) / Double(before)).rounded(.toNearestOrAwayFromZero)
        return Int(size) - set.replicas
    }
}
