/// What a test does to the calls of a replica: at each of them it may refuse, lose, kill, or let something else happen meanwhile.
protocol Interference: Sendable {
    /// Throws when the call is not to be made.
    func before(_ operation: String) async throws
    /// Throws when the call has been made but its answer is not to arrive.
    func after(_ operation: String) async throws
}

struct NoInterference: Interference {
    func before(_ operation: String) async throws {}
    func after(_ operation: String) async throws {}
}

/// The replica is dead from here on.
struct SimulatedCrash: Error {}

extension Interference {
    func around<Value>(_ operation: String, _ body: () async throws -> Value) async throws -> Value {
        try await before(operation)
        let value = try await body()
        try await after(operation)
        return value
    }
}
