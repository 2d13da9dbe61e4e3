import Synchronization

/// Runs `body` for every index at once and collects what each came to.
func collect<Value: Sendable>(
    _ indices: Range<Int>, _ body: @escaping @Sendable (Int) async throws -> Value
) async -> [Int: Result<Value, any Error>] {
    await withTaskGroup(of: (Int, Result<Value, any Error>).self) { group in
        for index in indices {
            group.addTask {
                do {
                    return (index, .success(try await body(index)))
                } catch {
                    return (index, .failure(error))
                }
            }
        }
        return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
    }
}

extension Dictionary {
    /// The keys of the outcomes that are successes.
    func succeeded<Success>() -> Set<Key> where Value == Result<Success, any Error> {
        Set(filter { if case .success = $0.value { true } else { false } }.keys)
    }
}

/// A counter that many tasks share.
final class Tally: Sendable {
    private let count = Mutex(0)

    var value: Int { count.withLock { $0 } }

    func add() {
        count.withLock { $0 += 1 }
    }
}
