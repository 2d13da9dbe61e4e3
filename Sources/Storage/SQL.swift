/// One SQL statement with its arguments. String interpolation binds; it never pastes text:
/// ```swift
/// "SELECT * FROM orders WHERE id = \(id) AND status IN (\(list: statuses))"
/// ```
/// Keep to the SQL that SQLite and MySQL share.
package struct SQL: Sendable, Equatable, ExpressibleByStringInterpolation {
    /// The statement with `?` in the place of each argument.
    package private(set) var text: String
    package private(set) var arguments: [DatabaseValue]

    package init(stringLiteral text: String) {
        self.text = text
        self.arguments = []
    }

    package init(stringInterpolation: StringInterpolation) {
        self.text = stringInterpolation.text
        self.arguments = stringInterpolation.arguments
    }

    /// A statement from text that is not a literal. The only way to put text into SQL: it must never come from outside.
    package init(raw text: String) {
        self.text = text
        self.arguments = []
    }

    package struct StringInterpolation: StringInterpolationProtocol {
        var text = ""
        var arguments: [DatabaseValue] = []

        package init(literalCapacity: Int, interpolationCount: Int) {
            text.reserveCapacity(literalCapacity + interpolationCount)
            arguments.reserveCapacity(interpolationCount)
        }

        package mutating func appendLiteral(_ literal: String) { text += literal }

        package mutating func appendInterpolation(_ value: some DatabaseRepresentable) {
            text += "?"
            arguments.append(value.databaseValue)
        }

        /// Binds the value, or `NULL`.
        package mutating func appendInterpolation<Value: DatabaseRepresentable>(_ value: Value?) {
            text += "?"
            arguments.append(value.databaseValue)
        }

        /// Binds each element: `IN (\(list: skus))`. An empty list becomes `NULL`, which matches nothing.
        package mutating func appendInterpolation(list values: some Collection<some DatabaseRepresentable>) {
            text += values.isEmpty ? "NULL" : values.map { _ in "?" }.joined(separator: ", ")
            arguments.append(contentsOf: values.map(\.databaseValue))
        }

        /// Splices another statement in, with its arguments.
        package mutating func appendInterpolation(_ sql: SQL) {
            text += sql.text
            arguments.append(contentsOf: sql.arguments)
        }
    }
}
