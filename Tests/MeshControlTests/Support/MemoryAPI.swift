import KubeModel
import Synchronization

/// Objects in memory behind the API's port: enough of it for a controller, with resource versions, generations and watches as the real one.
final class MemoryAPI: ObjectAPI {
    private struct Watcher {
        let type: ResourceType
        let continuation: AsyncThrowingStream<WatchEvent, any Error>.Continuation
    }

    private struct State {
        var objects: [ObjectKey: KubeObject] = [:]
        var history: [(version: Int, type: ResourceType, event: WatchEvent)] = []
        var version = 0
        var watchers: [Watcher] = []
    }

    private let state = Mutex(State())

    /// Creates it, or changes it as a user would: its status stays.
    func put(_ object: KubeObject, as type: ResourceType) {
        let key = ObjectKey(type, namespace: object.namespace, name: object.name)
        state.withLock { state in
            var object = object
            object.status = object.status.isNull ? state.objects[key]?.status ?? .null : object.status
            Self.store(object, key, &state)
        }
    }

    func put(_ objects: [KubeObject]) {
        for object in objects {
            guard let type = ResourceType.builtIn.first(where: { $0.kind == object.kind }) else { continue }
            put(object, as: type)
        }
    }

    func remove(_ key: ObjectKey) {
        state.withLock { _ = Self.remove(key, &$0) }
    }

    func object(_ key: ObjectKey) -> KubeObject? { state.withLock { $0.objects[key] } }

    func objects(_ type: ResourceType) -> [KubeObject] {
        state.withLock { state in
            state.objects.filter { $0.key.type == type }.sorted { $0.key.description < $1.key.description }.map(\.value)
        }
    }

    func get(_ key: ObjectKey) async throws(StatusError) -> KubeObject {
        guard let object = object(key) else { throw .notFound(key) }
        return object
    }

    func list(_ type: ResourceType, namespace: String?, selector: ObjectSelector) async throws(StatusError) -> ObjectList {
        let version = state.withLock(\.version)
        let items = objects(type).filter { (namespace == nil || $0.namespace == namespace) && selector.matches($0) }
        return ObjectList(items: items, resourceVersion: "\(version)")
    }

    func watch(
        _ type: ResourceType, namespace: String?, selector: ObjectSelector, after resourceVersion: String
    ) async throws(StatusError) -> AsyncThrowingStream<WatchEvent, any Error> {
        let (stream, continuation) = AsyncThrowingStream<WatchEvent, any Error>.makeStream()
        let after = Int(resourceVersion) ?? 0
        state.withLock { state in
            for entry in state.history where entry.version > after && entry.type == type { continuation.yield(entry.event) }
            state.watchers.append(Watcher(type: type, continuation: continuation))
        }
        return stream
    }

    func perform(_ write: ObjectWrite) async throws(StatusError) -> KubeObject {
        let result = state.withLock { state -> Result<KubeObject, StatusError> in
            switch write.action {
            case .create(let object):
                if state.objects[write.key] != nil { return .failure(.alreadyExists(write.key)) }
                return .success(Self.store(object, write.key, &state))
            case .update(let object): return .success(Self.store(object, write.key, &state))
            case .patch(.merge(let patch)):
                guard var object = state.objects[write.key] else { return .failure(.notFound(write.key)) }
                object.json = Self.merge(patch, into: object.json)
                return .success(Self.store(object, write.key, &state))
            case .patch: return .failure(.badRequest("only merge patches"))
            case .delete: return Self.remove(write.key, &state).map { .success($0) } ?? .failure(.notFound(write.key))
            }
        }
        return try result.get()
    }

    private static func merge(_ patch: JSON, into target: JSON) -> JSON {
        guard let members = patch.object else { return patch }
        var merged = target.object == nil ? [:] : target
        for (key, value) in members { merged[key] = value.isNull ? .null : merge(value, into: merged[key]) }
        return merged
    }

    @discardableResult
    private static func store(_ object: KubeObject, _ key: ObjectKey, _ state: inout State) -> KubeObject {
        state.version += 1
        let old = state.objects[key]
        var object = object
        object.resourceVersion = "\(state.version)"
        object["metadata", "uid"] = .string(old?.uid ?? "uid-\(state.version)")
        object["metadata", "generation"] = .integer(old.map { $0.spec == object.spec ? $0.generation : $0.generation + 1 } ?? 1)
        state.objects[key] = object
        tell(old == nil ? .added(object) : .modified(object), key.type, &state)
        return object
    }

    @discardableResult
    private static func remove(_ key: ObjectKey, _ state: inout State) -> KubeObject? {
        guard var object = state.objects.removeValue(forKey: key) else { return nil }
        state.version += 1
        object.resourceVersion = "\(state.version)"
        tell(.deleted(object), key.type, &state)
        return object
    }

    private static func tell(_ event: WatchEvent, _ type: ResourceType, _ state: inout State) {
        state.history.append((state.version, type, event))
        for watcher in state.watchers where watcher.type == type { watcher.continuation.yield(event) }
    }
}
