import Commerce
import Storage
import Testing

@Suite("SQL and rows")
struct SQLTests {
    @Test("interpolation binds and never pastes")
    func interpolationBinds() throws {
        let hostile = "'; DROP TABLE orders; --"
        let filter: SQL = "status = \(hostile)"
        let sql: SQL = "SELECT * FROM \(SQL(raw: "orders")) WHERE \(filter) AND id IN (\(list: [1, 2, 3])) AND paid = \(true)"
        #expect(sql.text == "SELECT * FROM orders WHERE status = ? AND id IN (?, ?, ?) AND paid = ?")
        #expect(sql.arguments == [.text(hostile), .integer(1), .integer(2), .integer(3), .integer(1)])
    }

    @Test("an empty list matches nothing")
    func emptyList() {
        let sql: SQL = "DELETE FROM orders WHERE id IN (\(list: [Int]()))"
        #expect(sql.text == "DELETE FROM orders WHERE id IN (NULL)")
        #expect(sql.arguments.isEmpty)
    }

    @Test("a column of another type or name is an error, not a nil")
    func wrongColumns() throws {
        let row = Row(columns: ["id", "note"], values: [.text("no/slashes"), .null])
        #expect(throws: DatabaseError.self) { try row.get("id", as: SKU.self) }
        #expect(throws: DatabaseError.self) { try row.get("note", as: String.self) }
        #expect(throws: DatabaseError.self) { try row.get("absent", as: String?.self) }
        #expect(try row.get("note", as: String?.self) == nil)
        #expect(try row.get("id", as: String?.self) == "no/slashes")
    }
}
