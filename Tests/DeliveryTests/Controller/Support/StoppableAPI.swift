import KubeModel
import Synchronization

/// An API whose client can be stopped, as by SIGSTOP: whatever it asks then waits, just before it would get through, until it goes on. It
/// notes which writes got through after a moment that the test names.
final class StoppableAPI: PassingAPI {
    private struct State {
        var isStopped = false
        var waiting: [CheckedContinuation<Void, Never>] = []
        var isWatched = false
        var late: [ObjectKey] = []
        var refused = 0
    }

    let api: any ObjectAPI
    private let state = Mutex(State())

    init(_ api: any ObjectAPI) { self.api = api }

    /// How many requests wait.
    var waiting: Int { state.withLock(\.waiting.count) }

    /// The objects that were written since ``watchWrites()``; leases and events, which only tell what was written before, do not count.
    var late: [ObjectKey] { state.withLock(\.late) }

    /// How many such writes the API refused.
    var refused: Int { state.withLock(\.refused) }

    func stop() { state.withLock { $0.isStopped = true } }

    func goOn() {
        let waiting = state.withLock { state in
            state.isStopped = false
            defer { state.waiting = [] }
            return state.waiting
        }
        for each in waiting { each.resume() }
    }

    func watchWrites() { state.withLock { $0.isWatched = true } }

    private func pass() async {
        await withCheckedContinuation { continuation in
            let goesOn = state.withLock { state in
                guard state.isStopped else { return true }
                state.waiting.append(continuation)
                return false
            }
            if goesOn { continuation.resume() }
        }
    }

    func get(_ key: ObjectKey) async throws(StatusError) -> KubeObject {
        await pass()
        return try await api.get(key)
    }

    func list(_ type: ResourceType, namespace: String?, selector: ObjectSelector) async throws(StatusError) -> ObjectList {
        await pass()
        return try await api.list(type, namespace: namespace, selector: selector)
    }

    func perform(_ write: ObjectWrite) async throws(StatusError) -> KubeObject {
        await pass()
        do throws(StatusError) {
            let object = try await api.perform(write)
            state.withLock { state in
                if state.isWatched, write.key.type != .leases, write.key.type != .events { state.late.append(write.key) }
            }
            return object
        } catch {
            state.withLock { state in
                if state.isWatched, write.key.type != .leases, write.key.type != .events { state.refused += 1 }
            }
            throw error
        }
    }
}
