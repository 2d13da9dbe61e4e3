import KubeModel
import Synchronization

/// ConfigMaps in memory, behind an API that a test takes away and brings back. It tells everything, whatever the selector: a watcher of
/// one name has to look itself.
final class ConfigMapAPI: ObjectAPI {
    typealias Watcher = AsyncThrowingStream<WatchEvent, any Error>.Continuation

    private struct State {
        var objects: [String: KubeObject] = [:]
        var history: [(version: Int, event: WatchEvent)] = []
        var version = 0
        var watchers: [Watcher] = []
        var refusal: StatusError?
        var isSilent = false
        var scopes: Set<String> = []

        mutating func put(_ yaml: String, as name: String) -> WatchEvent {
            version += 1
            var object = KubeObject(.configMaps, namespace: "shop", name: name)
            object["data"] = ["settings.yaml": .string(yaml)]
            object.resourceVersion = "\(version)"
            let event = objects.updateValue(object, forKey: name) == nil ? WatchEvent.added(object) : .modified(object)
            history.append((version, event))
            return event
        }
    }

    /// Nothing listens at the API's address.
    static let away = StatusError(code: 0, reason: .unknown, message: "connection refused")

    /// `list` and `watch 7`, as they arrive.
    let requests: AsyncStream<String>
    private let arrived: AsyncStream<String>.Continuation
    private let state = Mutex(State())

    init() { (requests, arrived) = AsyncStream.makeStream() }

    /// What was asked for, as `shop metadata.name=settings`.
    var scopes: Set<String> { state.withLock(\.scopes) }

    // MARK: What a test does

    /// Makes or changes a ConfigMap with one document.
    func put(_ yaml: String, as name: String = "settings") {
        state.withLock { state in
            let event = state.put(yaml, as: name)
            for watcher in state.watchers { watcher.yield(event) }
        }
    }

    func delete(_ name: String = "settings") {
        state.withLock { state in
            guard var object = state.objects.removeValue(forKey: name) else { return }
            state.version += 1
            object.resourceVersion = "\(state.version)"
            state.history.append((state.version, .deleted(object)))
            for watcher in state.watchers { watcher.yield(.deleted(object)) }
        }
    }

    /// Ends all watches, with or without an error; `yaml` is put before anybody can ask again.
    func cut(with error: StatusError? = nil, putting yaml: String? = nil) {
        let watchers = state.withLock { state in
            if let yaml { _ = state.put(yaml, as: "settings") }
            defer { state.watchers = [] }
            return state.watchers
        }
        for watcher in watchers { watcher.finish(throwing: error) }
    }

    /// From now on every request is refused; nil ends that.
    func refuse(with error: StatusError?) { state.withLock { $0.refusal = error } }

    /// From now on no list is answered.
    func fallSilent() { state.withLock { $0.isSilent = true } }

    // MARK: The API

    func list(_ type: ResourceType, namespace: String?, selector: ObjectSelector) async throws(StatusError) -> ObjectList {
        let (list, refusal, isSilent) = state.withLock { state in
            state.scopes.insert("\(namespace ?? "") \(selector.fields.text)")
            let objects = state.objects.values.sorted { $0.name < $1.name }
            return (ObjectList(items: objects, resourceVersion: "\(state.version)"), state.refusal, state.isSilent)
        }
        arrived.yield("list")
        if let refusal { throw refusal }
        guard isSilent else { return list }
        for await _ in AsyncStream<Void>.makeStream().stream {}
        throw Self.away
    }

    func watch(
        _ type: ResourceType, namespace: String?, selector: ObjectSelector, after resourceVersion: String
    ) async throws(StatusError) -> AsyncThrowingStream<WatchEvent, any Error> {
        let (events, watcher) = AsyncThrowingStream.makeStream(of: WatchEvent.self)
        let refusal = state.withLock { state in
            state.scopes.insert("\(namespace ?? "") \(selector.fields.text)")
            guard state.refusal == nil else { return state.refusal }
            for (version, event) in state.history where version > Int(resourceVersion) ?? 0 { watcher.yield(event) }
            state.watchers.append(watcher)
            return nil
        }
        arrived.yield("watch \(resourceVersion)")
        if let refusal { throw refusal }
        return events
    }

    func get(_ key: ObjectKey) async throws(StatusError) -> KubeObject { throw .notFound(key) }

    func perform(_ write: ObjectWrite) async throws(StatusError) -> KubeObject { throw .notFound(write.key) }
}
