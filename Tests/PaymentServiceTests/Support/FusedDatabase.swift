import Storage

/// A database whose process may die, or which may fail, before or after each transaction.
struct FusedDatabase: Database {
    private let base: any Database
    private let fuse: Fuse
    private let blown: any Error

    init(_ base: any Database, _ fuse: Fuse, blownMeans blown: any Error = Fuse.Blown()) {
        self.blown = blown
        self.base = base
        self.fuse = fuse
    }

    func read<Value: Sendable>(_ body: @escaping @Sendable (any DatabaseConnection) throws -> Value) async throws -> Value {
        try burn()
        return try await base.read(body)
    }

    func write<Value: Sendable>(_ body: @escaping @Sendable (any DatabaseConnection) throws -> Value) async throws -> Value {
        try burn()
        let value = try await base.write(body)
        try burn()
        return value
    }

    private func burn() throws {
        do { try fuse.burn() } catch { throw blown }
    }
}
