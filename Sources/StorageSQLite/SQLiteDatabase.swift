import Foundation
import GRDB
package import Logging
package import Storage

/// One SQLite file as a ``Storage/Database``: reads run in parallel on WAL snapshots, writes share durable commits.
///
/// Several processes may use the same file at once. A writer that finds the file locked waits, at most ``busyLimit``,
/// and then fails with `DatabaseError.unavailable`.
package final class SQLiteDatabase: Storage.Database, Sendable {
    /// How long a writer waits for the lock of another process.
    package static let busyLimit: Duration = .seconds(10)
    /// The most writes that share one commit: bounds how long the lock is held, and how much a failed commit takes with it.
    package static let defaultWritesPerCommit = 128

    private let pool: DatabasePool
    private let writes: GroupCommit

    /// Opens the file and creates it if need be; its folder must exist. Throws `DatabaseError.unavailable` when it cannot be opened.
    /// - Parameters:
    ///   - readers: The most reads that run at once; further ones queue.
    ///   - writesPerCommit: With 1 every write has a commit of its own.
    package init(
        path: String, readers: Int = 4, writesPerCommit: Int = SQLiteDatabase.defaultWritesPerCommit, logger: Logger
    ) throws {
        let name = URL(filePath: path).lastPathComponent
        var logger = logger
        logger[metadataKey: "database"] = .string(name)
        pool = try DatabasePool.opened(path: path, readers: readers, busyLimit: Self.busyLimit)
        writes = GroupCommit(pool: pool, limit: writesPerCommit, name: name, logger: logger)
    }

    package func read<Value: Sendable>(
        _ body: @escaping @Sendable (any DatabaseConnection) throws -> Value
    ) async throws -> Value {
        do {
            return try await pool.read { try body(SQLiteConnection($0)) }
        } catch {
            throw Storage.DatabaseError.translating(error)
        }
    }

    package func write<Value: Sendable>(
        _ body: @escaping @Sendable (any DatabaseConnection) throws -> Value
    ) async throws -> Value {
        try await writes.perform(body)
    }

    /// Waits for the statements that are running, closes every connection, and lets later calls fail.
    package func close() throws {
        do {
            try pool.close()
        } catch {
            throw Storage.DatabaseError.translating(error)
        }
    }
}
