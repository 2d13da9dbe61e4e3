import Storage

/// Runs `body` on a database with an empty table `notes (id, amount)`.
func withNotes(_ test: DatabaseUnderTest = .sqlite, _ body: (any Database) async throws -> Void) async throws {
    try await test.withDatabase { database in
        try await makeNotes(in: database)
        try await body(database)
    }
}

func makeNotes(in database: any Database) async throws {
    try await database.write {
        _ = try $0.execute("CREATE TABLE IF NOT EXISTS notes (id VARCHAR(64) NOT NULL PRIMARY KEY, amount BIGINT NOT NULL)")
    }
}

func noteIDs(in database: any Database) async throws -> Set<String> {
    try await database.read { Set(try $0.rows("SELECT id FROM notes").map { try $0.get("id", as: String.self) }) }
}

extension DatabaseConnection {
    func addNote(_ id: String, amount: Int = 0) throws {
        try execute("INSERT INTO notes (id, amount) VALUES (\(id), \(amount))")
    }

    /// Adds one to the row `counter` by reading and writing it, and returns the new amount.
    func incrementCounter() throws -> Int {
        let amount: Int = try firstRow("SELECT amount FROM notes WHERE id = 'counter'")?.get("amount") ?? 0
        try execute("UPDATE notes SET amount = \(amount + 1) WHERE id = 'counter'")
        return amount + 1
    }
}
