package import KubeModel

/// An API on which nothing can be written while the lease is not surely held: each write asks first. To whoever writes, that the lease is
/// gone looks like any other conflict, which it is.
package struct FencedAPI: ObjectAPI {
    private let api: any ObjectAPI
    private let isHeld: @Sendable () -> Bool

    package init(_ api: any ObjectAPI, isHeld: @escaping @Sendable () -> Bool) {
        self.api = api
        self.isHeld = isHeld
    }

    package func get(_ key: ObjectKey) async throws(StatusError) -> KubeObject { try await api.get(key) }

    package func list(_ type: ResourceType, namespace: String?, selector: ObjectSelector) async throws(StatusError) -> ObjectList {
        try await api.list(type, namespace: namespace, selector: selector)
    }

    package func watch(
        _ type: ResourceType, namespace: String?, selector: ObjectSelector, after resourceVersion: String
    ) async throws(StatusError) -> AsyncThrowingStream<WatchEvent, any Error> {
        try await api.watch(type, namespace: namespace, selector: selector, after: resourceVersion)
    }

    package func perform(_ write: ObjectWrite) async throws(StatusError) -> KubeObject {
        guard isHeld() else { throw .conflict(write.key, "this controller does not hold the lease any more") }
        return try await api.perform(write)
    }
}
