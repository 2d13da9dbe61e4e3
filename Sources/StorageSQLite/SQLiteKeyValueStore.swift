package import Foundation
package import Storage
import Synchronization

/// A key-value store in one table of a database. It relies on writes that run one after another across processes, as SQLite's do.
///
/// An expired value is gone for every reader at once; its row is deleted by a later write, some rows at a time, or by ``purgeExpired(limit:)``.
package final class SQLiteKeyValueStore: KeyValueStore, Sendable {
    /// How long writes delete no expired rows once there are none left.
    private static let purgeInterval: TimeInterval = 30
    private static let purgeLimit = 100

    private let database: any Database
    private let table: SQL
    private let now: @Sendable () -> Date
    private let versions: VersionSequence
    private let nextPurge = Mutex(Date.distantPast)

    /// The schema, for ``Migrator``.
    package let migrations: [Migration]

    /// - Parameter table: The table's name: lower-case letters and underscores.
    package init(database: any Database, table: String, now: @escaping @Sendable () -> Date = { Date() }) {
        self.database = database
        self.table = Self.quoted(table)
        self.now = now
        versions = VersionSequence(now: now)
        migrations = Self.migrations(table: table)
    }

    /// The schema of a store with this table, for ``Migrator``.
    package static func migrations(table: String) -> [Migration] {
        let name = quoted(table)
        return [
            Migration(
                "0001-key-value-\(table)",
                [
                    """
                    CREATE TABLE \(name) (
                        name VARCHAR(191) NOT NULL PRIMARY KEY,
                        value MEDIUMBLOB NOT NULL,
                        version BIGINT NOT NULL,
                        expires_at BIGINT NOT NULL
                    )
                    """,
                    "CREATE INDEX \(SQL(raw: "\(table)_expiry")) ON \(name) (expires_at)",
                ])
        ]
    }

    package func value(forKey key: String) async throws -> VersionedValue? {
        let (table, instant) = (table, Expiry.milliseconds(now()))
        return try await database.read { connection in
            let row = try connection.firstRow("SELECT value, version FROM \(table) WHERE name = \(key) AND expires_at > \(instant)")
            return try row.map { VersionedValue(value: try $0.get("value"), version: try $0.get("version")) }
        }
    }

    package func setValue(
        _ value: [UInt8], forKey key: String, expecting: ExpectedVersion, lifetime: Duration
    ) async throws -> Int? {
        try await database.write { [self] connection in
            let instant = now()
            let stored = try connection.firstRow("SELECT version, expires_at FROM \(table) WHERE name = \(key)")
            let version: Int? = try stored?.get("version")
            let isLive = try stored.map { try $0.get("expires_at") > Expiry.milliseconds(instant) } ?? false
            guard expecting.matches(isLive ? version : nil) else { return nil }
            let new = versions.next(after: version ?? 0)
            let expiresAt = Expiry.milliseconds(instant, plus: lifetime)
            if stored == nil {
                try connection.execute(
                    "INSERT INTO \(table) (name, value, version, expires_at) VALUES (\(key), \(value), \(new), \(expiresAt))")
            } else {
                try connection.execute(
                    "UPDATE \(table) SET value = \(value), version = \(new), expires_at = \(expiresAt) WHERE name = \(key)")
            }
            try purgeInPassing(at: instant, on: connection)
            return new
        }
    }

    package func removeValue(forKey key: String) async throws {
        let table = table
        _ = try await database.write { try $0.execute("DELETE FROM \(table) WHERE name = \(key)") }
    }

    /// Deletes at most `limit` expired rows and returns how many there were.
    @discardableResult
    package func purgeExpired(limit: Int = 1_000) async throws -> Int {
        try await database.write { [self] in try purge(limit: limit, on: $0) }
    }

    private func purge(limit: Int, on connection: any DatabaseConnection) throws -> Int {
        let expired = try connection.rows(
            "SELECT name FROM \(table) WHERE expires_at <= \(Expiry.milliseconds(now())) ORDER BY expires_at LIMIT \(limit)")
        guard !expired.isEmpty else { return 0 }
        let names: [String] = try expired.map { try $0.get("name") }
        return try connection.execute("DELETE FROM \(table) WHERE name IN (\(list: names))")
    }

    /// Deletes some expired rows, if it is time to. As long as there may be more, the next write goes on with them.
    private func purgeInPassing(at instant: Date, on connection: any DatabaseConnection) throws {
        guard nextPurge.withLock({ instant >= $0 }) else { return }
        guard try purge(limit: Self.purgeLimit, on: connection) < Self.purgeLimit else { return }
        nextPurge.withLock { $0 = instant.addingTimeInterval(Self.purgeInterval) }
    }

    private static func quoted(_ table: String) -> SQL {
        precondition(!table.isEmpty && table.allSatisfy { $0 == "_" || ("a"..."z").contains($0) }, "not a table name: \(table)")
        return SQL(raw: table)
    }
}
