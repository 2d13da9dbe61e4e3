import KubeModel
import Synchronization

/// An API whose client is killed at one of its writes: from then on nothing that it asks gets through, and it hears no answer.
///
/// Writes of the lease do not count: at which of them a controller dies makes no difference to anybody.
final class MortalAPI: ObjectAPI {
    enum Death: CaseIterable {
        /// The write did not leave the process.
        case before
        /// The write got through, and its answer was lost.
        case after
    }

    private struct State {
        var writes = 0
        var isDead = false
    }

    private let api: any ObjectAPI
    private let fatal: Int
    private let death: Death
    private let state = Mutex(State())

    /// - Parameter fatal: The number of the write, from 1.
    init(_ api: any ObjectAPI, dyingAt fatal: Int = .max, _ death: Death = .before) {
        (self.api, self.fatal, self.death) = (api, fatal, death)
    }

    var isDead: Bool { state.withLock(\.isDead) }

    func kill() { state.withLock { $0.isDead = true } }

    func get(_ key: ObjectKey) async throws(StatusError) -> KubeObject {
        try requireLife()
        return try await api.get(key)
    }

    func list(_ type: ResourceType, namespace: String?, selector: ObjectSelector) async throws(StatusError) -> ObjectList {
        try requireLife()
        return try await api.list(type, namespace: namespace, selector: selector)
    }

    func watch(
        _ type: ResourceType, namespace: String?, selector: ObjectSelector, after resourceVersion: String
    ) async throws(StatusError) -> AsyncThrowingStream<WatchEvent, any Error> {
        try requireLife()
        return try await api.watch(type, namespace: namespace, selector: selector, after: resourceVersion)
    }

    func perform(_ write: ObjectWrite) async throws(StatusError) -> KubeObject {
        try requireLife()
        guard write.key.type != .leases, write.key.type != .events else { return try await api.perform(write) }
        let dies = state.withLock { state in
            state.writes += 1
            guard state.writes == fatal else { return false }
            state.isDead = true
            return true
        }
        guard dies else { return try await api.perform(write) }
        if death == .after { _ = try await api.perform(write) }
        throw Self.gone
    }

    private func requireLife() throws(StatusError) {
        if isDead { throw Self.gone }
    }

    private static let gone = StatusError(code: 0, reason: .unknown, message: "killed")
}
