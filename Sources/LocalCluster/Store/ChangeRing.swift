import KubeModel

/// The latest changes of the store, the oldest dropped first, so that a watch can go on from where it was.
package struct ChangeRing: Sendable {
    private let capacity: Int
    private var changes: [StoreChange] = []
    /// Where the oldest change lies once the ring is full.
    private var start = 0
    /// A watch can go on from this version or any later one.
    package private(set) var oldestVersion: Int

    /// - Parameter version: The version of the store; nothing before it can be told.
    package init(capacity: Int, after version: Int) {
        precondition(capacity > 0, "a ring without room cannot tell anything")
        self.capacity = capacity
        oldestVersion = version
    }

    /// Adds the newest change.
    package mutating func append(_ change: StoreChange) {
        guard changes.count == capacity else {
            changes.append(change)
            return
        }
        oldestVersion = changes[start].version
        changes[start] = change
        start = (start + 1) % capacity
    }

    /// The changes after `version` in their order; nil when some of them are no longer kept.
    package func changes(after version: Int) -> [StoreChange]? {
        guard version >= oldestVersion else { return nil }
        var low = 0
        var high = changes.count
        while low < high {
            let middle = (low + high) / 2
            if change(middle).version <= version { low = middle + 1 } else { high = middle }
        }
        return (low..<changes.count).map(change)
    }

    /// The change at a place, counted from the oldest.
    private func change(_ index: Int) -> StoreChange { changes[(start + index) % changes.count] }
}
