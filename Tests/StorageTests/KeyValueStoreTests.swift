import Storage
import StorageSQLite
import TestKit
import Testing

@Suite("What is particular to each key-value store")
struct KeyValueStoreTests {
    @Test("the memory store keeps to its capacity and forgets what expires first")
    func memoryIsBounded() async throws {
        let clock = ManualNow()
        let store = MemoryKeyValueStore(capacity: 100, now: clock.now)
        for index in 0..<1_000 {
            _ = try await store.setValue([1], forKey: "k\(index)", expecting: .absent, lifetime: .seconds(10 + index))
        }
        #expect(store.count <= 100)
        #expect(try await store.value(forKey: "k0") == nil)
        #expect(try await store.value(forKey: "k999") != nil)
    }

    @Test("a lifetime beyond all dates means for ever")
    func endlessLifetime() async throws {
        let clock = ManualNow()
        let store = MemoryKeyValueStore(now: clock.now)
        _ = try await store.setValue([1], forKey: "k", expecting: .absent, lifetime: .seconds(Int64.max))
        clock.advance(by: .seconds(1_000_000_000))
        #expect(try await store.value(forKey: "k") != nil)
    }

    /// A store with a clock that is moved by hand, and the database that it lies in.
    private func withSessions(_ body: (SQLiteKeyValueStore, ManualNow, SQLiteDatabase) async throws -> Void) async throws {
        try await withTemporaryDatabase { database in
            let clock = ManualNow()
            let store = SQLiteKeyValueStore(database: database, table: "sessions", now: clock.now)
            try await Migrator.migrate(database, store.migrations)
            try await body(store, clock, database)
        }
    }

    @Test("expired rows are deleted by later writes and on demand")
    func purges() async throws {
        try await withSessions { store, clock, database in
            for index in 0..<20 {
                _ = try await store.setValue([1], forKey: "k\(index)", expecting: .any, lifetime: .seconds(index < 10 ? 5 : 3_600))
            }
            clock.advance(by: .seconds(60))
            _ = try await store.setValue([1], forKey: "new", expecting: .any, lifetime: .seconds(1))
            #expect(try await database.read { try $0.rows("SELECT name FROM sessions").count } == 11)
            clock.advance(by: .seconds(7_200))
            #expect(try await store.purgeExpired(limit: 4) == 4)
            #expect(try await store.purgeExpired() == 7)
            #expect(try await store.purgeExpired() == 0)
        }
    }

    @Test("a backlog of expired rows goes with the writes that follow, without a pause")
    func purgesABacklog() async throws {
        try await withSessions { store, _, database in
            try await database.write { connection in
                for index in 0..<250 {
                    let (key, value): (String, [UInt8]) = ("k\(index)", [1])
                    try connection.execute("INSERT INTO sessions (name, value, version, expires_at) VALUES (\(key), \(value), 1, 0)")
                }
            }
            for left in [151, 51, 1] {
                _ = try await store.setValue([1], forKey: "new", expecting: .any, lifetime: .seconds(3_600))
                #expect(try await database.read { try $0.rows("SELECT name FROM sessions").count } == left)
            }
        }
    }

    @Test("a value written through one connection is there for another")
    func sharedFile() async throws {
        try await withTemporaryDirectory { folder in
            let (one, other) = (try openDatabase(in: folder), try openDatabase(in: folder))
            let (left, right) = (SQLiteKeyValueStore(database: one, table: "carts"), SQLiteKeyValueStore(database: other, table: "carts"))
            try await Migrator.migrate(one, left.migrations)
            let version = try #require(try await left.setValue([1], forKey: "k", expecting: .absent, lifetime: .seconds(60)))
            #expect(try await right.setValue([2], forKey: "k", expecting: .absent, lifetime: .seconds(60)) == nil)
            #expect(try await right.setValue([2], forKey: "k", expecting: .version(version), lifetime: .seconds(60)) != nil)
            #expect(try await left.setValue([3], forKey: "k", expecting: .version(version), lifetime: .seconds(60)) == nil)
        }
    }
}
