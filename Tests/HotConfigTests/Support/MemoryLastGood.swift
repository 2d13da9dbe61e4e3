import HotConfig
import Synchronization

/// A last good place in memory, that can be told to fail.
final class MemoryLastGood: LastGoodStoring {
    struct State {
        var record: LastGoodRecord?
        var loadFailure: LastGoodFailure?
        var saveFailure: LastGoodFailure?
        var saves = 0
    }

    let name = "memory"
    let state: Mutex<State>

    init(_ record: LastGoodRecord? = nil, loadFailure: LastGoodFailure? = nil) {
        state = Mutex(State(record: record, loadFailure: loadFailure))
    }

    func load() throws(LastGoodFailure) -> LastGoodRecord? {
        let state = state.withLock { $0 }
        if let failure = state.loadFailure { throw failure }
        return state.record
    }

    func save(_ record: LastGoodRecord) throws(LastGoodFailure) {
        let failure = state.withLock { state in
            state.saves += 1
            if state.saveFailure == nil { state.record = record }
            return state.saveFailure
        }
        if let failure { throw failure }
    }
}
