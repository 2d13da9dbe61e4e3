import Foundation
import Storage
import StorageSQLite
import TestKit

/// Runs `body` while another connection to the folder's database holds the write lock; it lets go once `isDone` holds.
func whileLocked(
    _ folder: String, until isDone: @escaping @Sendable () -> Bool, _ body: () async throws -> Void
) async throws {
    let other = try openDatabase(in: folder)
    let locked = Tally()
    async let holder: Void = other.write { _ in
        locked.add()
        let deadline = ContinuousClock.now + .seconds(8)
        while !isDone(), ContinuousClock.now < deadline { Thread.sleep(forTimeInterval: 0.002) }
    }
    try await eventually { locked.value > 0 }
    try await body()
    try await holder
}

/// Runs `body` on a database in a folder that further connections may open too; it has the table `notes`.
func withSharedNotes(_ body: (SQLiteDatabase, _ folder: String) async throws -> Void) async throws {
    try await withTemporaryDirectory { folder in
        let database = try openDatabase(in: folder)
        defer { try? database.close() }
        try await makeNotes(in: database)
        try await body(database, folder)
    }
}
