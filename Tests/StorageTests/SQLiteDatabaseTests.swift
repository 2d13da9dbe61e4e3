import Storage
import StorageSQLite
import TestKit
import Testing

@Suite("SQLiteDatabase")
struct SQLiteDatabaseTests {
    @Test("the file syncs fully and writes ahead")
    func durabilitySettings() async throws {
        try await withTemporaryDatabase { database in
            let (synchronous, journal) = try await database.write { connection in
                (
                    try connection.firstRow("PRAGMA synchronous")?.get("synchronous", as: Int.self),
                    try connection.firstRow("PRAGMA journal_mode")?.get("journal_mode", as: String.self)
                )
            }
            #expect(synchronous == 2)
            #expect(journal == "wal")
        }
    }

    @Test("reads go on while a write is under way, on the state before it")
    func readsDuringWrite() async throws {
        try await withSharedNotes { database, folder in
            let read = Tally()
            try await whileLocked(folder, until: { read.value > 0 }) {
                let ids = try await noteIDs(in: database)
                read.add()
                #expect(ids.isEmpty)
            }
        }
    }

    @Test("a closed database fails every call and hangs none")
    func closed() async throws {
        try await withTemporaryDatabase { database in
            try database.close()
            await #expect(throws: DatabaseError.self) { try await database.write { try $0.execute("SELECT 1") } }
            await #expect(throws: DatabaseError.self) { try await database.read { try $0.rows("SELECT 1") } }
        }
    }

    @Test("a file that cannot be opened is unavailable")
    func cannotOpen() throws {
        let error = #expect(throws: DatabaseError.self) { try openDatabase(in: "/nowhere/at/all") }
        if case .unavailable = error {} else { Issue.record("got \(String(describing: error))") }
    }

    @Test("many connections may create one file at the same time")
    func openedAtOnce() async throws {
        try await withTemporaryDirectory { folder in
            let outcomes = await collect(0..<16) { index in
                let database = try openDatabase(in: folder)
                try await makeNotes(in: database)
                try await database.write { try $0.addNote("n\(index)") }
            }
            #expect(outcomes.succeeded().count == 16, "\(outcomes)")
            let ids = try await noteIDs(in: openDatabase(in: folder))
            #expect(ids.count == 16)
        }
    }
}
