package import KubeModel

/// One committed change of one object.
package struct StoreChange: Sendable, Equatable {
    /// The object's type is the one in which it is stored.
    package let key: ObjectKey
    package let version: Int
    /// As it was before; nil when it did not exist.
    package let previous: KubeObject?
    /// As it is now; nil when it is gone.
    package let current: KubeObject?

    package init(key: ObjectKey, version: Int, previous: KubeObject?, current: KubeObject?) {
        self.key = key
        self.version = version
        self.previous = previous
        self.current = current
    }

    /// What a watch of the objects that `scope` concerns is told: an object that begins to match is new to it and one that ceases to
    /// match is gone. Nil when it does not concern the watch.
    package func event(for scope: WatchScope) -> WatchEvent? {
        guard scope.covers(key) else { return nil }
        let was = previous.flatMap { scope.selector.matches($0) ? $0 : nil }
        let now = current.flatMap { scope.selector.matches($0) ? $0 : nil }
        switch (was, now) {
        case (nil, nil): return nil
        case (nil, .some(let object)): return .added(scope.answer(object))
        case (.some, .some(let object)): return .modified(scope.answer(object))
        case (.some(let object), nil):
            var last = object
            last.resourceVersion = String(version)
            return .deleted(scope.answer(last))
        }
    }
}
