package import KubeModel

/// What the store holds in memory. Pure: ``ObjectStore`` guards it with a lock.
package struct StoreState: Sendable {
    package typealias WatchID = Int

    /// The version of the last committed change.
    package private(set) var version: Int
    package private(set) var registry = TypeRegistry()
    private var tables: [TypeRegistry.Name: ObjectTable] = [:]
    private var ring: ChangeRing
    private var watchers: [WatchID: Watcher] = [:]
    private var lastWatch = 0

    /// - Parameters:
    ///   - objects: All that are stored, with their types.
    ///   - version: The store's version when it was opened.
    package init(objects: [(ObjectKey, KubeObject)], version: Int, changesKept: Int) {
        self.version = version
        ring = ChangeRing(capacity: changesKept, after: version)
        for (key, object) in objects {
            tables[TypeRegistry.Name(key.type), default: ObjectTable()][ObjectTable.Name(key)] = object
            registry.note(nil, object)
        }
    }

    package var watchCount: Int { watchers.count }

    /// The object as it is stored; the version of the key's type does not matter.
    package func object(_ key: ObjectKey) -> KubeObject? {
        tables[TypeRegistry.Name(key.type)]?[ObjectTable.Name(key)]
    }

    /// The objects as they are stored, in the order of namespace and name.
    package func objects(_ type: ResourceType, in namespace: String?) -> [KubeObject] {
        tables[TypeRegistry.Name(type)]?.all(in: type.isNamespaced ? namespace : nil) ?? []
    }

    /// The objects as they were at an earlier version, in the same order; nil when that is no longer known.
    package func objects(_ type: ResourceType, in namespace: String?, at version: Int) -> [KubeObject]? {
        if version == self.version { return objects(type, in: namespace) }
        guard version < self.version, let changes = ring.changes(after: version) else { return nil }
        var table = tables[TypeRegistry.Name(type)] ?? ObjectTable()
        for change in changes.reversed() where TypeRegistry.Name(change.key.type) == TypeRegistry.Name(type) {
            table[ObjectTable.Name(change.key)] = change.previous
        }
        return table.all(in: type.isNamespaced ? namespace : nil)
    }

    /// Makes committed changes visible and tells the watchers. Returns the watches that do not keep up and are out.
    package mutating func publish(_ changes: [StoreChange]) -> [Watcher] {
        var slow: [Watcher] = []
        for change in changes {
            tables[TypeRegistry.Name(change.key.type), default: ObjectTable()][ObjectTable.Name(change.key)] = change.current
            registry.note(change.previous, change.current)
            ring.append(change)
            version = change.version
            for (id, watcher) in watchers {
                guard let event = change.event(for: watcher.scope), !watcher.tell(event) else { continue }
                watchers[id] = nil
                slow.append(watcher)
            }
        }
        return slow
    }
}

extension StoreState {
    /// What a new watch is told first: the changes after `version`, or all objects that there are when it is nil.
    package func backlog(for scope: WatchScope, after version: Int?) throws(StatusError) -> [WatchEvent] {
        guard let version else {
            return objects(scope.type, in: scope.namespace).filter(scope.selector.matches).map { .added(scope.answer($0)) }
        }
        guard version <= self.version, let changes = ring.changes(after: version) else {
            let window = version <= self.version ? " (\(ring.oldestVersion))" : ""
            throw .expired("\(version)\(window)")
        }
        return changes.compactMap { $0.event(for: scope) }
    }

    package mutating func add(_ watcher: Watcher) -> WatchID {
        lastWatch += 1
        watchers[lastWatch] = watcher
        return lastWatch
    }

    /// Returns the watch if it was still under way.
    package mutating func removeWatcher(_ id: WatchID) -> Watcher? { watchers.removeValue(forKey: id) }

    /// Tells a watch that it has heard of everything up to now.
    package func bookmark(_ id: WatchID) {
        guard let watcher = watchers[id] else { return }
        // A bookmark that finds no room is no loss: the events before it have not been read yet either.
        _ = watcher.tell(.bookmark(resourceVersion: String(version)))
    }
}
