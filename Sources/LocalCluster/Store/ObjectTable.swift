import KubeModel

/// The objects of one type, found by name and read in the order of namespace and name.
struct ObjectTable: Sendable {
    struct Name: Sendable, Hashable, Comparable {
        let namespace: String
        let name: String

        init(namespace: String, name: String) {
            self.namespace = namespace
            self.name = name
        }

        init(_ key: ObjectKey) { self.init(namespace: key.namespace, name: key.name) }

        init(_ object: KubeObject) { self.init(namespace: object.namespace, name: object.name) }

        static func < (left: Self, right: Self) -> Bool {
            left.namespace == right.namespace ? left.name < right.name : left.namespace < right.namespace
        }
    }

    private var objects: [Name: KubeObject] = [:]
    /// All names in order.
    private var names: [Name] = []

    var count: Int { names.count }

    /// The object under a name. Writing nil removes it.
    subscript(_ name: Name) -> KubeObject? {
        get { objects[name] }
        set {
            let place = place(of: name)
            let isPresent = objects.updateValueOrRemove(newValue, forKey: name)
            if newValue != nil, !isPresent { names.insert(name, at: place) }
            if newValue == nil, isPresent { names.remove(at: place) }
        }
    }

    /// The objects in order, those of one namespace when one is given.
    func all(in namespace: String?) -> [KubeObject] {
        guard let namespace else { return names.compactMap { objects[$0] } }
        let first = names.partitionPoint { $0.namespace < namespace }
        return names[first...].prefix { $0.namespace == namespace }.compactMap { objects[$0] }
    }

    private func place(of name: Name) -> Int { names.partitionPoint { $0 < name } }
}

extension Array {
    /// The index of the first element that is not below, in an array where all that are below come first.
    fileprivate func partitionPoint(_ isBelow: (Element) -> Bool) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if isBelow(self[middle]) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

extension Dictionary {
    /// Returns whether there was a value before.
    fileprivate mutating func updateValueOrRemove(_ value: Value?, forKey key: Key) -> Bool {
        if let value { return updateValue(value, forKey: key) != nil }
        return removeValue(forKey: key) != nil
    }
}
