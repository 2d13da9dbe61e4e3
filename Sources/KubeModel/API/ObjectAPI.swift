/// The Kubernetes API as its clients see it. In a process that runs the local cluster the object store itself is behind it, everywhere
/// else an HTTP client: neither can be told from the other.
package protocol ObjectAPI: Sendable {
    func get(_ key: ObjectKey) async throws(StatusError) -> KubeObject

    /// All objects of a type, in the order of namespace and name, as they were at one resource version. `namespace` nil is every one.
    func list(_ type: ResourceType, namespace: String?, selector: ObjectSelector) async throws(StatusError) -> ObjectList

    /// What changes after `resourceVersion`. The sequence ends when the connection does, and throws 410 when the version is too old:
    /// list again then.
    func watch(
        _ type: ResourceType, namespace: String?, selector: ObjectSelector, after resourceVersion: String
    ) async throws(StatusError) -> AsyncThrowingStream<WatchEvent, any Error>

    /// Creates, replaces, patches or deletes; returns the object as it is afterwards, for a deletion as it was last.
    @discardableResult
    func perform(_ write: ObjectWrite) async throws(StatusError) -> KubeObject
}

/// Objects of one type and the version at which they were read.
package struct ObjectList: Sendable, Equatable {
    package let items: [KubeObject]
    package let resourceVersion: String

    package init(items: [KubeObject], resourceVersion: String) {
        self.items = items
        self.resourceVersion = resourceVersion
    }
}

/// One change that a watch tells.
package enum WatchEvent: Sendable, Equatable {
    case added(KubeObject)
    case modified(KubeObject)
    /// As it was last, with the resource version of the deletion.
    case deleted(KubeObject)
    /// Nothing changed up to this resource version.
    case bookmark(resourceVersion: String)
}

extension WatchEvent {
    /// Nil for a bookmark.
    package var object: KubeObject? {
        switch self {
        case .added(let object), .modified(let object), .deleted(let object): object
        case .bookmark: nil
        }
    }
}
