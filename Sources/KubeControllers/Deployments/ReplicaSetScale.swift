/// The size of one ReplicaSet in a Deployment: what it should have and what it has.
package struct ReplicaSetScale: Sendable, Equatable {
    package let name: String
    package var replicas: Int
    /// By its status, which may be a moment behind: see ``safelyAvailable``.
    package let available: Int
    /// The most pods that the whole Deployment could have when this one was last sized; nil when that is not known.
    package let maxReplicas: Int?
    /// The order of creation.
    package let age: SetAge

    /// Those that will stay: a status from before the last scaling down still counts pods that are doomed. Kubernetes counts them too and
    /// may go below the minimum when its ReplicaSet controller lags.
    package var safelyAvailable: Int { min(available, replicas) }

    package init(name: String, replicas: Int, available: Int, maxReplicas: Int? = nil, age: SetAge) {
        self.name = name
        self.replicas = replicas
        self.available = available
        self.maxReplicas = maxReplicas
        self.age = age
    }
}

/// Sorts ReplicaSets by when they were made, the oldest first, and by name those of one second.
package struct SetAge: Sendable, Hashable, Comparable {
    /// RFC 3339 in UTC, which sorts as text.
    package let created: String
    package let name: String

    package init(created: String, name: String) {
        self.created = created
        self.name = name
    }

    package static func < (left: Self, right: Self) -> Bool { (left.created, left.name) < (right.created, right.name) }
}
