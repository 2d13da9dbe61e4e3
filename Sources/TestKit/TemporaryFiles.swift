import Foundation
import Logging
package import StorageSQLite

/// Makes a folder for `body` and removes it afterwards.
package func withTemporaryDirectory<Value>(
    isolation: isolated (any Actor)? = #isolation, _ body: (_ path: String) async throws -> Value
) async throws -> Value {
    let folder = FileManager.default.temporaryDirectory.appending(path: "souk-\(UUID().uuidString.lowercased())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try await body(folder.path)
}

/// Opens an empty SQLite database in a folder of its own for `body`, and closes and removes it afterwards.
package func withTemporaryDatabase<Value>(
    isolation: isolated (any Actor)? = #isolation, _ body: (SQLiteDatabase) async throws -> Value
) async throws -> Value {
    try await withTemporaryDirectory { path in
        let database = try SQLiteDatabase(path: path + "/test.sqlite", logger: Logger(label: "test"))
        defer { try? database.close() }
        return try await body(database)
    }
}
