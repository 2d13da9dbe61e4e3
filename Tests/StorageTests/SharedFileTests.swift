import Foundation
import Logging
import Storage
import StorageSQLite
import TestKit
import Testing

/// Several real processes on one file: two with the shop's own code, one with Python's, which knows nothing of it.
@Suite("One file, several processes")
struct SharedFileTests {
    @Test("no update is lost and nobody is told that the file is busy")
    func noLostUpdate() async throws {
        try await withSharedNotes { database, folder in
            try await database.write { try $0.addNote("counter") }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<2 { group.addTask { await Self.incrementInChild(folder) } }
                group.addTask { try await Self.incrementInPython(folder, times: 200) }
                group.addTask {
                    let outcomes = await collect(0..<200) { _ in try await database.write { try $0.incrementCounter() } }
                    #expect(outcomes.succeeded().count == 200)
                }
                try await group.waitForAll()
            }
            let total = try await database.read { try $0.firstRow("SELECT amount FROM notes")?.get("amount", as: Int.self) }
            #expect(total == 800)
        }
    }

    private static func incrementInChild(_ folder: String) async {
        await #expect(processExitsWith: .success) { [folder = folder as String] in
            let database = try openDatabase(in: folder)
            let outcomes = await collect(0..<200) { _ in try await database.write { try $0.incrementCounter() } }
            exit(outcomes.succeeded().count == 200 ? EXIT_SUCCESS : EXIT_FAILURE)
        }
    }

    private static func incrementInPython(_ folder: String, times: Int) async throws {
        let script = """
            import sqlite3, sys
            connection = sqlite3.connect(sys.argv[1], timeout=20, isolation_level=None)
            connection.execute("PRAGMA synchronous = FULL")
            for _ in range(int(sys.argv[2])):
                connection.execute("BEGIN IMMEDIATE")
                amount = connection.execute("SELECT amount FROM notes WHERE id = 'counter'").fetchone()[0]
                connection.execute("UPDATE notes SET amount = ? WHERE id = 'counter'", (amount + 1,))
                connection.execute("COMMIT")
            """
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", "-c", script, folder + "/shared.sqlite", "\(times)"]
        try process.run()
        try await eventually(within: .seconds(30)) { !process.isRunning }
        #expect(process.terminationStatus == 0)
    }
}
