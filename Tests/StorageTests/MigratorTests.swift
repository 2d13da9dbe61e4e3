import Foundation
import Storage
import StorageSQLite
import TestKit
import Testing

@Suite("Migrator")
struct MigratorTests {
    private let first = Migration("0001-things", ["CREATE TABLE things (id VARCHAR(64) NOT NULL PRIMARY KEY)"])
    private let second = Migration(
        "0002-size", ["ALTER TABLE things ADD COLUMN size BIGINT NOT NULL DEFAULT 0", "INSERT INTO things (id) VALUES ('seed')"])

    @Test("each step is applied once, new ones on top", arguments: DatabaseUnderTest.allCases)
    func appliesOnce(under test: DatabaseUnderTest) async throws {
        try await test.withDatabase { database in
            try await Migrator.migrate(database, [first])
            try await Migrator.migrate(database, [first, second])
            try await Migrator.migrate(database, [first, second])
            #expect(try await database.read { try $0.rows("SELECT id FROM things").count } == 1)
            #expect(try await applied(in: database) == ["0001-things", "0002-size"])
        }
    }

    @Test("an old version runs on a newer schema", arguments: DatabaseUnderTest.allCases)
    func toleratesNewer(under test: DatabaseUnderTest) async throws {
        try await test.withDatabase { database in
            try await Migrator.migrate(database, [first, second])
            try await Migrator.migrate(database, [first])
            try await database.write { _ = try $0.execute("INSERT INTO things (id) VALUES ('by the old version')") }
            #expect(try await applied(in: database) == ["0001-things", "0002-size"])
        }
    }

    @Test("a step that fails leaves nothing of itself and names itself")
    func failedStep() async throws {
        try await withTemporaryDatabase { database in
            let broken = Migration("0002-broken", ["CREATE TABLE half (id BIGINT)", "SELEKT 1"])
            let error = await #expect(throws: MigrationError.self) { try await Migrator.migrate(database, [first, broken]) }
            #expect(error?.id == "0002-broken")
            let applied = try await applied(in: database)
            #expect(applied == ["0001-things"])
            await #expect(throws: DatabaseError.self) { try await database.read { try $0.rows("SELECT * FROM half") } }
        }
    }

    @Test("several connections at once apply each step once")
    func concurrentMigrators() async throws {
        try await withTemporaryDirectory { folder in
            let steps =
                [first, second] + (3..<20).map { Migration("00\($0)", ["INSERT INTO things (id) VALUES ('\(SQL(raw: "\($0)"))')"]) }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<8 {
                    group.addTask { try await Migrator.migrate(try openDatabase(in: folder), steps) }
                }
                try await group.waitForAll()
            }
            let database = try openDatabase(in: folder)
            #expect(try await applied(in: database).count == steps.count)
            #expect(try await database.read { try $0.rows("SELECT id FROM things").count } == 18)
        }
    }

    private func applied(in database: any Database) async throws -> [String] {
        try await database.read { try $0.rows("SELECT id FROM schema_migrations ORDER BY id").map { try $0.get("id") } }
    }
}
