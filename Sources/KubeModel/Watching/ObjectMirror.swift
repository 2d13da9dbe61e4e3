/// A copy of the objects that an ``ObjectStream`` tells of, which says what each update changed.
package struct ObjectMirror: Sendable, Equatable {
    /// One object's change: `old` nil when it is new, `new` nil when it is gone.
    package struct Change: Sendable, Equatable {
        package let old: KubeObject?
        package let new: KubeObject?
    }

    private struct Name: Sendable, Hashable {
        let namespace: String
        let name: String

        init(namespace: String, name: String) { (self.namespace, self.name) = (namespace, name) }
        init(of object: KubeObject) { (namespace, name) = (object.namespace, object.name) }

        static func precedes(_ left: Name, _ right: Name) -> Bool {
            (left.namespace, left.name) < (right.namespace, right.name)
        }
    }

    private var objectsByName: [Name: KubeObject] = [:]
    /// Whether all objects have been told at least once.
    package private(set) var isSynced = false

    package init() {}

    /// In the order of namespace and name.
    package var objects: [KubeObject] {
        objectsByName.sorted { Name.precedes($0.key, $1.key) }.map(\.value)
    }

    package func object(namespace: String = "", name: String) -> KubeObject? {
        objectsByName[Name(namespace: namespace, name: name)]
    }

    /// Takes an update in. An object that is told again as it was is no change.
    package mutating func take(_ update: ObjectUpdate) -> [Change] {
        switch update {
        case .synced(let list): replaceAll(by: list.items)
        case .changed(let object): change(to: object)
        case .deleted(let object): objectsByName.removeValue(forKey: Name(of: object)).map { [Change(old: $0, new: nil)] } ?? []
        case .interrupted, .resumed: []
        }
    }

    private mutating func change(to object: KubeObject) -> [Change] {
        let old = objectsByName.updateValue(object, forKey: Name(of: object))
        return old == object ? [] : [Change(old: old, new: object)]
    }

    private mutating func replaceAll(by objects: [KubeObject]) -> [Change] {
        isSynced = true
        let before = objectsByName
        objectsByName = Dictionary(objects.map { (Name(of: $0), $0) }) { $1 }
        let gone = before.filter { objectsByName[$0.key] == nil }.sorted { Name.precedes($0.key, $1.key) }
        return gone.map { Change(old: $0.value, new: nil) }
            + objects.compactMap { object in
                let old = before[Name(of: object)]
                return old == object ? nil : Change(old: old, new: object)
            }
    }
}
