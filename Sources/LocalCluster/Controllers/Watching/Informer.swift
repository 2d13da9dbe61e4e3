package import KubeModel
import Synchronization

/// A copy of all objects of one type that follows the API, and tells what changes. Handlers run one after another, in the order of changes,
/// after the copy has the change; they only put keys into queues.
package final class Informer: Sendable {
    package typealias Handler = @Sendable (ObjectMirror.Change) -> Void

    private struct State {
        var mirror = ObjectMirror()
        var handlers: [Handler] = []
        var waiters: [CheckedContinuation<Void, Never>] = []
        var isEnded = false
    }

    package let type: ResourceType
    private let api: any ObjectAPI
    private let state = Mutex(State())

    package init(_ type: ResourceType, of api: any ObjectAPI) {
        self.type = type
        self.api = api
    }

    /// Adds a handler; before ``run()``, so that it hears of everything.
    package func onChange(_ handler: @escaping Handler) {
        state.withLock { $0.handlers.append(handler) }
    }

    /// Follows the API until its task is cancelled, or until the type is no longer served.
    package func run() async {
        for await update in ObjectStream(type, of: api) {
            if case .interrupted(let error) = update, error.code == 404 { break }
            take(update)
        }
        finish()
    }

    /// Returns when the copy is complete for the first time, or will never be.
    package func synced() async {
        await withCheckedContinuation { continuation in
            let isDone = state.withLock { state in
                if state.mirror.isSynced || state.isEnded { return true }
                state.waiters.append(continuation)
                return false
            }
            if isDone { continuation.resume() }
        }
    }

    private func take(_ update: ObjectUpdate) {
        let (changes, handlers, waiters) = state.withLock { state in
            let changes = state.mirror.take(update)
            defer { if state.mirror.isSynced { state.waiters = [] } }
            return (changes, state.handlers, state.mirror.isSynced ? state.waiters : [])
        }
        for change in changes {
            for handler in handlers { handler(change) }
        }
        for waiter in waiters { waiter.resume() }
    }

    private func finish() {
        let (changes, handlers, waiters) = state.withLock { state in
            state.isEnded = true
            defer { state.waiters = [] }
            // What is no longer served is gone, for whoever counts on it; on cancellation nobody listens any more.
            let gone = Task.isCancelled ? [] : state.mirror.take(.synced(ObjectList(items: [], resourceVersion: "")))
            return (gone, state.handlers, state.waiters)
        }
        for change in changes {
            for handler in handlers { handler(change) }
        }
        for waiter in waiters { waiter.resume() }
    }
}

extension Informer {
    /// In the order of namespace and name.
    /// - Parameter namespace: Nil for every one.
    package func objects(in namespace: String? = nil) -> [KubeObject] {
        let objects = state.withLock { $0.mirror.objects }
        return namespace.map { wanted in objects.filter { $0.namespace == wanted } } ?? objects
    }

    package func object(namespace: String = "", name: String) -> KubeObject? {
        state.withLock { $0.mirror.object(namespace: namespace, name: name) }
    }

    package func object(_ key: ObjectKey) -> KubeObject? { object(namespace: key.namespace, name: key.name) }

    package func key(of object: KubeObject) -> ObjectKey { ObjectKey(type, namespace: object.namespace, name: object.name) }
}

extension ObjectMirror.Change {
    /// The object as it is, or as it was last.
    var either: KubeObject? { new ?? old }

    /// As it was and as it is: what an object belonged to hears of the change too.
    var both: [KubeObject] { [old, new].compactMap(\.self) }
}
