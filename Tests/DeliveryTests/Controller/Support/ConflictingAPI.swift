import KubeModel
import Synchronization
import TestKit

/// An API that refuses some writes as conflicts, as if somebody else had been faster, and lets others through without their answer.
final class ConflictingAPI: PassingAPI {
    private struct State {
        var generator: SeededGenerator
        var injected = 0
    }

    let api: any ObjectAPI
    private let share: Double
    private let state: Mutex<State>

    /// - Parameter share: Of the writes, from 0 to 1; half of them are refused, half lose their answer.
    init(_ api: any ObjectAPI, share: Double, seed: UInt64) {
        self.api = api
        self.share = share
        state = Mutex(State(generator: SeededGenerator(seed: seed)))
    }

    var injected: Int { state.withLock(\.injected) }

    func perform(_ write: ObjectWrite) async throws(StatusError) -> KubeObject {
        guard write.key.type != .leases else { return try await api.perform(write) }
        let luck = state.withLock { state in
            let luck = Double.random(in: 0..<1, using: &state.generator)
            if luck < share { state.injected += 1 }
            return luck
        }
        if luck < share / 2 { throw .conflict(write.key) }
        let object = try await api.perform(write)
        if luck < share { throw StatusError(code: 0, reason: .unknown, message: "the connection was lost") }
        return object
    }
}
