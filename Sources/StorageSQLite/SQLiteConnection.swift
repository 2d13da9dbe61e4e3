import Foundation
import GRDB
import Storage

/// A GRDB connection as the shop sees it. Lives as long as one body.
final class SQLiteConnection: DatabaseConnection {
    /// Statements with more arguments are mostly lists of varying length; to cache each length would only fill memory.
    private static let cachedArgumentLimit = 40

    private let database: GRDB.Database
    /// The queries being stepped through: a prepared statement cannot be stepped by two loops at once.
    private var running: Set<String> = []

    init(_ database: GRDB.Database) {
        self.database = database
    }

    func execute(_ sql: Storage.SQL) throws -> Int {
        try translatingErrors {
            let before = database.totalChangesCount
            try statement(for: sql).execute(arguments: arguments(of: sql))
            return database.totalChangesCount - before
        }
    }

    func forEachRow(_ sql: Storage.SQL, _ body: (Storage.Row) throws -> Void) throws {
        try translatingErrors {
            let statement = try statement(for: sql)
            let isOutermost = running.insert(sql.text).inserted
            defer { if isOutermost { running.remove(sql.text) } }
            let columns = statement.columnNames
            let cursor = try GRDB.Row.fetchCursor(statement, arguments: arguments(of: sql))
            while let row = try cursor.next() {
                let values = try columns.indices.map { try Storage.DatabaseValue(row[$0] as GRDB.DatabaseValue, column: columns[$0]) }
                try body(Storage.Row(columns: columns, values: values))
            }
        }
    }

    private func statement(for sql: Storage.SQL) throws -> Statement {
        let isCached = sql.arguments.count <= Self.cachedArgumentLimit && !running.contains(sql.text)
        return isCached ? try database.cachedStatement(sql: sql.text) : try database.makeStatement(sql: sql.text)
    }

    private func arguments(of sql: Storage.SQL) throws -> StatementArguments {
        // As existentials: a sequence of one type GRDB maps by a key path, which costs as much as the rest of a small statement.
        let values: [(any DatabaseValueConvertible)?] = try sql.arguments.map { try $0.bound }
        return StatementArguments(values)
    }

    private func translatingErrors<Value>(_ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch {
            throw Storage.DatabaseError.translating(error)
        }
    }
}

extension Storage.DatabaseValue {
    fileprivate init(_ value: GRDB.DatabaseValue, column: String) throws {
        switch value.storage {
        case .null: self = .null
        case .int64(let integer): self = .integer(Int(integer))
        case .string(let text): self = .text(text)
        case .blob(let data): self = .blob([UInt8](data))
        case .double(let number): throw Storage.DatabaseError.unexpectedColumn(column, found: "the floating point number \(number)")
        }
    }

    /// The value as GRDB binds it. Refuses text that SQLite would cut off at a NUL, rather than store half of it.
    fileprivate var bound: GRDB.DatabaseValue {
        get throws {
            switch self {
            case .null: return .null
            case .integer(let integer): return Int64(integer).databaseValue
            case .blob(let bytes): return Data(bytes).databaseValue
            case .text(let text):
                guard !text.utf8.contains(0) else { throw Storage.DatabaseError.failed("text with a NUL character cannot be stored") }
                return text.databaseValue
            }
        }
    }
}
