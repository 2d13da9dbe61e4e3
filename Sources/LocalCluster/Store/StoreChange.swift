import KubeModel

/// One committed change of one object.
struct StoreChange: Sendable, Equatable {
    /// The object's type is the one in which it is stored.
    let key: ObjectKey
    let version: Int
    /// As it was before; nil when it did not exist.
    let previous: KubeObject?
    /// As it is now; nil when it is gone.
    let current: KubeObject?

    /// What a watch of the objects that `scope` concerns is told: an object that begins to match is new to it and one that ceases to
    /// match is gone. Nil when it does not concern the watch.
    func event(for scope: WatchScope) -> WatchEvent? {
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
