/// A dictionary with a bound: the entry that was not used for longest makes room. Every operation takes constant time.
package struct LeastRecentlyUsed<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private struct Node: Sendable {
        let key: Key
        var value: Value
        var newer: Int?
        var older: Int?
    }

    /// Nodes are linked by their places; a freed place is used again.
    private var nodes: [Node?] = []
    private var freePlaces: [Int] = []
    private var places: [Key: Int] = [:]
    private var newest: Int?
    private var oldest: Int?

    package init() {}

    package var count: Int { places.count }

    /// The value, which thereby becomes the most recently used.
    package mutating func value(forKey key: Key) -> Value? {
        guard let place = places[key], let node = nodes[place] else { return nil }
        unlink(place)
        linkAsNewest(place)
        return node.value
    }

    /// Sets the value as the most recently used and drops the oldest beyond `limit`.
    package mutating func setValue(_ value: Value, forKey key: Key, limit: Int) {
        removeValue(forKey: key)
        let place = freePlaces.popLast() ?? nodes.endIndex
        if place == nodes.endIndex { nodes.append(nil) }
        nodes[place] = Node(key: key, value: value)
        places[key] = place
        linkAsNewest(place)
        trim(to: limit)
    }

    package mutating func removeValue(forKey key: Key) {
        guard let place = places.removeValue(forKey: key) else { return }
        unlink(place)
        nodes[place] = nil
        freePlaces.append(place)
    }

    package mutating func removeAll() { self = Self() }

    /// Drops the oldest until at most `limit` are left.
    package mutating func trim(to limit: Int) {
        while count > max(0, limit), let place = oldest, let node = nodes[place] { removeValue(forKey: node.key) }
    }

    private mutating func linkAsNewest(_ place: Int) {
        nodes[place]?.newer = nil
        nodes[place]?.older = newest
        if let newest { nodes[newest]?.newer = place }
        newest = place
        if oldest == nil { oldest = place }
    }

    private mutating func unlink(_ place: Int) {
        let newer = nodes[place]?.newer
        let older = nodes[place]?.older
        if let newer { nodes[newer]?.older = older } else { newest = older }
        if let older { nodes[older]?.newer = newer } else { oldest = newer }
    }
}
