/// A transactional SQL database. The services know no more of it than this, so that SQLite, MySQL or another serves alike.
package protocol Database: Sendable {
    /// Runs `body` on one consistent snapshot. It must not write.
    func read<Value: Sendable>(_ body: @escaping @Sendable (any DatabaseConnection) throws -> Value) async throws -> Value

    /// Runs `body` in one transaction and returns once it is durable. An error thrown by `body` rolls it back and is rethrown.
    ///
    /// Several callers may share one commit, each with its own answer, and a body may run again when the database
    /// reports a conflict: it must have no effect outside the connection.
    func write<Value: Sendable>(_ body: @escaping @Sendable (any DatabaseConnection) throws -> Value) async throws -> Value
}

/// One connection inside a ``Database/read(_:)`` or ``Database/write(_:)``; it must not leave the closure.
package protocol DatabaseConnection {
    /// Runs one statement and returns the number of rows it changed. Throws ``DatabaseError``.
    @discardableResult
    func execute(_ sql: SQL) throws -> Int

    /// Runs a query and hands each row to `body` as it comes, so that a large result is never held whole. Throws ``DatabaseError``.
    func forEachRow(_ sql: SQL, _ body: (Row) throws -> Void) throws
}

extension DatabaseConnection {
    /// All rows of a query.
    package func rows(_ sql: SQL) throws -> [Row] {
        var rows: [Row] = []
        try forEachRow(sql) { rows.append($0) }
        return rows
    }

    /// The first row of a query, or nil.
    package func firstRow(_ sql: SQL) throws -> Row? {
        try rows(sql).first
    }
}

/// What can go wrong with a statement or a connection.
package enum DatabaseError: Error, Equatable {
    /// A row with this unique key exists already. Carries the database's message. The transaction goes on.
    case uniqueViolation(String)
    /// Another constraint failed. Carries the database's message. The transaction goes on.
    case constraintViolation(String)
    /// The database could not be had in time, or not at all: worth another try later.
    case unavailable(String)
    /// A column that is missing or not of the asked type. Carries the column and what was found.
    case unexpectedColumn(String, found: String)
    /// Anything else: a wrong statement, a full disk, a damaged file.
    case failed(String)
}
