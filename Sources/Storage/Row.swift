/// One row of a result.
package struct Row: Sendable {
    private let columns: [String]
    private let values: [DatabaseValue]

    package init(columns: [String], values: [DatabaseValue]) {
        self.columns = columns
        self.values = values
    }

    /// The column's value as the type that is asked for. Throws ``DatabaseError/unexpectedColumn(_:found:)``.
    package func get<Value: DatabaseRepresentable>(_ column: String, as type: Value.Type = Value.self) throws -> Value {
        guard let index = columns.firstIndex(of: column) else {
            throw DatabaseError.unexpectedColumn(column, found: "no such column")
        }
        guard let value = Value(databaseValue: values[index]) else {
            throw DatabaseError.unexpectedColumn(column, found: "\(values[index]) where \(Value.self) was expected")
        }
        return value
    }
}
