import Commerce
import Storage
import TestKit
import Testing

@Suite("Database contract")
struct DatabaseContractTests {
    private struct Refused: Error, Equatable {}

    @Test("every kind of value comes back as it went in", arguments: DatabaseUnderTest.allCases)
    func valuesRoundTrip(under test: DatabaseUnderTest) async throws {
        try await test.withDatabase { database in
            let sku = try #require(SKU("ABC-1"))
            let text = "naïve ' \" ; -- 注文 \u{1F6D2}"
            let row = try await database.write { connection in
                try connection.execute(
                    "CREATE TABLE samples (id BIGINT PRIMARY KEY, words TEXT, bytes BLOB, sku VARCHAR(64), missing TEXT)")
                try connection.execute(
                    "INSERT INTO samples VALUES (\(Int.min), \(text), \([UInt8]([0, 255, 7])), \(sku), \(String?.none))")
                return try connection.firstRow("SELECT * FROM samples")
            }
            let sample = try #require(row)
            #expect(try sample.get("id") == Int.min)
            #expect(try sample.get("words") == text)
            #expect(try sample.get("bytes") == [UInt8]([0, 255, 7]))
            #expect(try sample.get("sku") == sku)
            #expect(try sample.get("missing", as: String?.self) == nil)
            #expect(throws: DatabaseError.self) { try sample.get("words", as: Int.self) }
            #expect(throws: DatabaseError.self) { try sample.get("absent", as: Int.self) }
        }
    }

    @Test("a change reports how many rows it touched", arguments: DatabaseUnderTest.allCases)
    func changeCounts(under test: DatabaseUnderTest) async throws {
        try await withNotes(test) { database in
            let counts = try await database.write { connection in
                [
                    try connection.execute("INSERT INTO notes VALUES ('a', 1), ('b', 2), ('c', 3)"),
                    try connection.execute("CREATE TABLE others (id BIGINT PRIMARY KEY)"),
                    try connection.execute("UPDATE notes SET amount = 9 WHERE amount > 1"),
                    try connection.execute("DELETE FROM notes WHERE id = 'nobody'"),
                ]
            }
            #expect(counts == [3, 0, 2, 0])
        }
    }

    @Test("a body that throws leaves nothing behind", arguments: DatabaseUnderTest.allCases)
    func thrownBodyRollsBack(under test: DatabaseUnderTest) async throws {
        try await withNotes(test) { database in
            await #expect(throws: Refused()) {
                try await database.write { connection in
                    try connection.execute("INSERT INTO notes VALUES ('a', 1)")
                    throw Refused()
                }
            }
            let ids = try await noteIDs(in: database)
            #expect(ids.isEmpty)
        }
    }

    @Test("a duplicate key can be caught and the transaction goes on", arguments: DatabaseUnderTest.allCases)
    func uniqueViolationGoesOn(under test: DatabaseUnderTest) async throws {
        try await withNotes(test) { database in
            let amount = try await database.write { connection in
                try connection.execute("INSERT INTO notes VALUES ('a', 1)")
                do {
                    try connection.execute("INSERT INTO notes VALUES ('a', 5)")
                } catch DatabaseError.uniqueViolation {
                    try connection.execute("UPDATE notes SET amount = amount + 5 WHERE id = 'a'")
                }
                return try connection.firstRow("SELECT amount FROM notes")?.get("amount", as: Int.self)
            }
            #expect(amount == 6)
        }
    }

    @Test("errors are told apart", arguments: DatabaseUnderTest.allCases)
    func errorKinds(under test: DatabaseUnderTest) async throws {
        try await withNotes(test) { database in
            let constraint = await #expect(throws: DatabaseError.self) {
                try await database.write { try $0.execute("INSERT INTO notes VALUES ('a', NULL)") }
            }
            if case .constraintViolation = constraint {} else { Issue.record("got \(String(describing: constraint))") }
            let syntax = await #expect(throws: DatabaseError.self) { try await database.write { try $0.execute("SELEKT 1") } }
            if case .failed = syntax {} else { Issue.record("got \(String(describing: syntax))") }
            await #expect(throws: DatabaseError.self) { try await database.read { try $0.rows("SELECT * FROM nowhere") } }
            await #expect(throws: DatabaseError.self) {
                try await database.write { try $0.execute("INSERT INTO notes VALUES (\("nul\0byte"), 1)") }
            }
        }
    }

    @Test("a read sees one snapshot and cannot write", arguments: DatabaseUnderTest.allCases)
    func readsAreSnapshots(under test: DatabaseUnderTest) async throws {
        try await withNotes(test) { database in
            try await database.write { _ = try $0.execute("INSERT INTO notes VALUES ('a', 1)") }
            await #expect(throws: DatabaseError.self) {
                try await database.read { try $0.execute("INSERT INTO notes VALUES ('b', 1)") }
            }
            #expect(try await noteIDs(in: database) == ["a"])
        }
    }

    @Test("the same query can be nested in its own loop", arguments: DatabaseUnderTest.allCases)
    func nestedQueries(under test: DatabaseUnderTest) async throws {
        try await withNotes(test) { database in
            let pairs = try await database.write { connection in
                try connection.execute("INSERT INTO notes VALUES ('a', 1), ('b', 2)")
                var pairs: [String] = []
                try connection.forEachRow("SELECT id FROM notes ORDER BY id") { outer in
                    let left: String = try outer.get("id")
                    try connection.forEachRow("SELECT id FROM notes ORDER BY id") { inner in
                        pairs.append(left + (try inner.get("id", as: String.self)))
                    }
                }
                return pairs
            }
            #expect(pairs == ["aa", "ab", "ba", "bb"])
        }
    }

    @Test("a loop left early lets the next statement run", arguments: DatabaseUnderTest.allCases)
    func abandonedLoop(under test: DatabaseUnderTest) async throws {
        try await withNotes(test) { database in
            try await database.write { connection in
                try connection.execute("INSERT INTO notes VALUES ('a', 1), ('b', 2)")
                #expect(throws: Refused()) { try connection.forEachRow("SELECT id FROM notes") { _ in throw Refused() } }
                try connection.execute("DELETE FROM notes")
            }
            #expect(try await noteIDs(in: database).isEmpty)
        }
    }

    @Test("a list binds every element, and an empty one matches nothing", arguments: DatabaseUnderTest.allCases)
    func lists(under test: DatabaseUnderTest) async throws {
        try await withNotes(test) { database in
            try await database.write { _ = try $0.execute("INSERT INTO notes VALUES ('a', 1), ('b', 2), ('c', 3)") }
            let many = (0..<100).map { "x\($0)" } + ["b", "c"]
            #expect(try await database.read { try $0.rows("SELECT id FROM notes WHERE id IN (\(list: many))").count } == 2)
            #expect(try await database.read { try $0.rows("SELECT id FROM notes WHERE id IN (\(list: [String]()))").count } == 0)
        }
    }
}
