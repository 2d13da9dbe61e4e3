import GRDB

/// A row as the shop wrote it, its values as SQL literals.
struct SampleRow: Sendable {
    let table: String
    let values: [String: String]

    /// The last row of the table that meets the condition.
    init(_ table: String, where condition: String = "1 = 1", in database: Database) throws {
        let columns = try database.columns(in: table).map(\.name)
        let quoted = columns.map { "quote(\($0)) AS \($0)" }.joined(separator: ", ")
        guard let row = try Row.fetchOne(database, sql: "SELECT \(quoted) FROM \(table) WHERE \(condition) ORDER BY rowid DESC LIMIT 1")
        else {
            throw BenchFailure("The shop wrote no row to \(table).")
        }
        self.table = table
        values = Dictionary(uniqueKeysWithValues: columns.map { ($0, row[$0] as String) })
    }

    /// The literal in a column.
    subscript(_ column: String) -> String { values[column, default: "NULL"] }

    /// An `INSERT` of such a row, with other expressions in some columns.
    func insert(_ changes: [String: String] = [:]) -> String {
        let columns = values.keys.sorted()
        let expressions = columns.map { changes[$0] ?? self[$0] }
        return "INSERT INTO \(table) (\(columns.joined(separator: ", "))) VALUES (\(expressions.joined(separator: ", ")))"
    }
}
