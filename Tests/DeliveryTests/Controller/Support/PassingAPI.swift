import KubeModel

/// An API in front of another: what it does not treat in its own way it passes on.
protocol PassingAPI: ObjectAPI {
    var api: any ObjectAPI { get }
}

extension PassingAPI {
    func get(_ key: ObjectKey) async throws(StatusError) -> KubeObject { try await api.get(key) }

    func list(_ type: ResourceType, namespace: String?, selector: ObjectSelector) async throws(StatusError) -> ObjectList {
        try await api.list(type, namespace: namespace, selector: selector)
    }

    func watch(
        _ type: ResourceType, namespace: String?, selector: ObjectSelector, after resourceVersion: String
    ) async throws(StatusError) -> AsyncThrowingStream<WatchEvent, any Error> {
        try await api.watch(type, namespace: namespace, selector: selector, after: resourceVersion)
    }

    func perform(_ write: ObjectWrite) async throws(StatusError) -> KubeObject { try await api.perform(write) }
}
