package import KubeModel

/// Which objects a list or watch concerns, and in which version of their type it wants them.
package struct WatchScope: Sendable {
    /// The version that the client speaks.
    package let type: ResourceType
    /// Nil for every one.
    package let namespace: String?
    package let selector: ObjectSelector

    package init(type: ResourceType, namespace: String?, selector: ObjectSelector) {
        self.type = type
        self.namespace = namespace
        self.selector = selector
    }

    package func covers(_ key: ObjectKey) -> Bool {
        key.type.group == type.group && key.type.plural == type.plural && (namespace == nil || namespace == key.namespace)
    }

    /// The object in the version that the client speaks.
    package func answer(_ object: KubeObject) -> KubeObject { object.speaking(type) }
}

extension KubeObject {
    /// The object under the API version of `type`; the versions of a kind differ in nothing else here.
    func speaking(_ type: ResourceType) -> KubeObject {
        guard apiVersion != type.apiVersion else { return self }
        var object = self
        object["apiVersion"] = .string(type.apiVersion)
        return object
    }
}
