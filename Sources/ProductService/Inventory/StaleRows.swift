import Storage

/// A row is no longer as it was read. It cannot happen where transactions are serializable, as in SQLite.
struct StaleRows: Error {}

extension Database {
    private static var maximumAttempts: Int { 10 }

    /// A write whose guarded updates may find that another transaction was quicker: it is then decided anew.
    func guardedWrite<Value: Sendable>(
        _ body: @escaping @Sendable (any DatabaseConnection) throws -> Value
    ) async throws -> Value {
        for _ in 1..<Self.maximumAttempts {
            do { return try await write(body) } catch is StaleRows { continue }
        }
        do { return try await write(body) } catch is StaleRows {
            throw DatabaseError.unavailable("rows went on changing under \(Self.maximumAttempts) attempts")
        }
    }
}
