package import Foundation

/// Brings a database's schema up to date. Several processes may do so at once: each step is applied by one of them.
package enum Migrator {
    /// Applies, in the order given, the migrations that the database has not had yet, each in its own transaction.
    /// Ids in the database that are not among `migrations` belong to a newer version and are left alone. Throws ``MigrationError``.
    package static func migrate(
        _ database: any Database, _ migrations: [Migration], now: @escaping @Sendable () -> Date = { Date() }
    ) async throws {
        precondition(Set(migrations.map(\.id)).count == migrations.count, "every migration needs an id of its own")
        let applied = try await appliedIDs(in: database)
        for migration in migrations where !applied.contains(migration.id) {
            do {
                try await database.write { try apply(migration, at: now(), on: $0) }
            } catch {
                throw MigrationError(id: migration.id, cause: error)
            }
        }
    }

    private static func appliedIDs(in database: any Database) async throws -> Set<String> {
        try await database.write { connection in
            try connection.execute(
                "CREATE TABLE IF NOT EXISTS schema_migrations (id VARCHAR(191) NOT NULL PRIMARY KEY, applied_at BIGINT NOT NULL)")
            return Set(try connection.rows("SELECT id FROM schema_migrations").map { try $0.get("id", as: String.self) })
        }
    }

    private static func apply(_ migration: Migration, at date: Date, on connection: any DatabaseConnection) throws {
        // Another process may have been faster since the ids were read.
        guard try connection.firstRow("SELECT id FROM schema_migrations WHERE id = \(migration.id)") == nil else { return }
        for statement in migration.statements { try connection.execute(statement) }
        let appliedAt = Int(date.timeIntervalSince1970 * 1_000)
        try connection.execute("INSERT INTO schema_migrations (id, applied_at) VALUES (\(migration.id), \(appliedAt))")
    }
}

/// A migration that could not be applied; those before it are in place.
package struct MigrationError: Error, CustomStringConvertible {
    package let id: String
    package let cause: any Error

    package var description: String { "migration \(id) failed: \(cause)" }
}
