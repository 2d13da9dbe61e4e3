import Storage

/// A database whose process may die before or after each transaction.
struct FusedDatabase: Database {
    private let base: any Database
    private let fuse: Fuse

    init(_ base: any Database, _ fuse: Fuse) {
        self.base = base
        self.fuse = fuse
    }

    func read<Value: Sendable>(_ body: @escaping @Sendable (any DatabaseConnection) throws -> Value) async throws -> Value {
        try fuse.burn()
        return try await base.read(body)
    }

    func write<Value: Sendable>(_ body: @escaping @Sendable (any DatabaseConnection) throws -> Value) async throws -> Value {
        try fuse.burn()
        let value = try await base.write(body)
        try fuse.burn()
        return value
    }
}
