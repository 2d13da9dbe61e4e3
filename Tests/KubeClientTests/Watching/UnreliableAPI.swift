import KubeModel
import Synchronization
import TestKit

/// ConfigMaps in memory behind an API that fails as seeded chance has it: refused lists and watches, cut connections, versions that are
/// too old, ends without a reason.
final class UnreliableAPI: ObjectAPI {
    private struct State {
        var objects: [String: KubeObject] = [:]
        var history: [(version: Int, event: WatchEvent)] = []
        var version = 0
        var generator: SeededGenerator
        var watchers: [AsyncThrowingStream<WatchEvent, any Error>.Continuation] = []
        var isReliable = false
        var lists = 0
    }

    private static let away = StatusError(code: 0, reason: .unknown, message: "connection refused")

    private let state: Mutex<State>

    init(seed: UInt64) { state = Mutex(State(generator: SeededGenerator(seed: seed))) }

    var objects: [KubeObject] { state.withLock { $0.objects.values.sorted { $0.name < $1.name } } }
    var lists: Int { state.withLock(\.lists) }

    /// From now on nothing fails; what hangs is cut once more.
    func becomeReliable() {
        cut()
        state.withLock { $0.isReliable = true }
    }

    /// Changes something, and tells it those who watch, or drops them.
    func step() {
        let dropped = state.withLock { state -> [AsyncThrowingStream<WatchEvent, any Error>.Continuation] in
            let name = "m\(Int.random(in: 0..<6, using: &state.generator))"
            state.version += 1
            var object = state.objects[name] ?? KubeObject(.configMaps, namespace: "shop", name: name)
            object.resourceVersion = "\(state.version)"
            let event: WatchEvent
            if state.objects[name] != nil, Int.random(in: 0..<3, using: &state.generator) == 0 {
                state.objects[name] = nil
                event = .deleted(object)
            } else {
                object["data", "value"] = .string("\(state.version)")
                event = state.objects[name] == nil ? .added(object) : .modified(object)
                state.objects[name] = object
            }
            state.history.append((state.version, event))
            for watcher in state.watchers { watcher.yield(event) }
            guard Int.random(in: 0..<8, using: &state.generator) == 0 else { return [] }
            defer { state.watchers = [] }
            return state.watchers
        }
        for watcher in dropped { watcher.finish() }
    }

    private func cut() {
        let watchers = state.withLock { state in
            defer { state.watchers = [] }
            return state.watchers
        }
        for watcher in watchers { watcher.finish(throwing: Self.away) }
    }

    func list(_ type: ResourceType, namespace: String?, selector: ObjectSelector) async throws(StatusError) -> ObjectList {
        let list = state.withLock { state -> ObjectList? in
            state.lists += 1
            guard state.isReliable || Int.random(in: 0..<4, using: &state.generator) > 0 else { return nil }
            return ObjectList(items: state.objects.values.sorted { $0.name < $1.name }, resourceVersion: "\(state.version)")
        }
        guard let list else { throw Self.away }
        return list
    }

    func watch(
        _ type: ResourceType, namespace: String?, selector: ObjectSelector, after resourceVersion: String
    ) async throws(StatusError) -> AsyncThrowingStream<WatchEvent, any Error> {
        let (stream, continuation) = AsyncThrowingStream.makeStream(of: WatchEvent.self)
        let after = Int(resourceVersion) ?? 0
        let failure = state.withLock { state -> StatusError? in
            let chance = state.isReliable ? 9 : Int.random(in: 0..<10, using: &state.generator)
            if chance == 0 { return Self.away }
            if chance == 1 { return .expired(resourceVersion) }
            for (version, event) in state.history where version > after { continuation.yield(event) }
            if chance == 2 {
                continuation.finish()
            } else if chance == 3 {
                continuation.finish(throwing: StatusError.expired(resourceVersion))
            } else {
                state.watchers.append(continuation)
            }
            return nil
        }
        if let failure { throw failure }
        return stream
    }

    func get(_ key: ObjectKey) async throws(StatusError) -> KubeObject { throw .notFound(key) }

    func perform(_ write: ObjectWrite) async throws(StatusError) -> KubeObject { throw .notFound(write.key) }
}
