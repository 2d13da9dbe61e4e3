import KubeModel
import Storage

/// The store's objects on disk: one row each, and the version counter, changed in the same transaction.
struct StoreJournal: Sendable {
    let database: any Database

    private static let migrations = [
        Migration(
            "0001-objects",
            [
                """
                CREATE TABLE objects (
                    api_group VARCHAR(191) NOT NULL, resource VARCHAR(64) NOT NULL, namespace VARCHAR(64) NOT NULL,
                    name VARCHAR(253) NOT NULL, version BIGINT NOT NULL, body TEXT NOT NULL,
                    PRIMARY KEY (api_group, resource, namespace, name))
                """,
                "CREATE TABLE store_version (id INTEGER NOT NULL PRIMARY KEY, version BIGINT NOT NULL)",
                "INSERT INTO store_version (id, version) VALUES (1, 1)",
            ])
    ]

    /// Brings the tables up to date and reads everything. Throws ``JournalError`` when a row is no object.
    func load() async throws -> (records: [StoredRecord], version: Int) {
        try await Migrator.migrate(database, Self.migrations)
        return try await database.read { connection in
            let version: Int = try connection.firstRow("SELECT version FROM store_version WHERE id = 1")?.get("version") ?? 1
            var records: [StoredRecord] = []
            try connection.forEachRow("SELECT api_group, resource, namespace, name, body FROM objects") { row in
                records.append(try StoredRecord(row))
            }
            return (records, version)
        }
    }

    /// Writes changes durably, all or none. `version` is the store's before them: when the table says another, somebody else has
    /// written, and nothing is. Throws ``JournalError/foreignWrite`` then.
    func commit(_ changes: [StoreChange], after version: Int) async throws {
        guard let last = changes.last?.version else { return }
        let rows = changes.map { ($0, $0.current?.json.text) }
        try await database.write { connection in
            let moved = try connection.execute("UPDATE store_version SET version = \(last) WHERE id = 1 AND version = \(version)")
            guard moved == 1 else { throw JournalError.foreignWrite }
            for (change, body) in rows { try Self.write(change, body, on: connection) }
        }
    }

    private static func write(_ change: StoreChange, _ body: String?, on connection: any DatabaseConnection) throws {
        let key = change.key
        guard let body else {
            try connection.execute(
                """
                DELETE FROM objects WHERE api_group = \(key.type.group) AND resource = \(key.type.plural)
                AND namespace = \(key.namespace) AND name = \(key.name)
                """)
            return
        }
        try connection.execute(
            """
            REPLACE INTO objects (api_group, resource, namespace, name, version, body)
            VALUES (\(key.type.group), \(key.type.plural), \(key.namespace), \(key.name), \(change.version), \(body))
            """)
    }
}

/// What is wrong with the store's tables.
package enum JournalError: Error, Equatable {
    /// A row whose body is not JSON. Carries its name.
    case damaged(String)
    /// Another process writes to the same tables.
    case foreignWrite
}
