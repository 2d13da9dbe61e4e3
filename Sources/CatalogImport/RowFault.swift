/// Why something in the file was not imported, and where it stands.
package struct RowFault: Codable, Hashable, Sendable, Error {
    /// In a CSV file the line on which the offending field starts, from 1. In a JSON document the product's place in the list, from 1.
    package var line: Int
    /// In a CSV file the character of the line at which the offending field starts, from 1. Zero in a JSON document.
    package var column: Int
    /// The column's heading, or the JSON member; nil where the fault is not one field's.
    package var field: String?
    /// A sentence for the person who has to correct the file.
    package var reason: String

    package init(line: Int, column: Int, field: String? = nil, reason: String) {
        self.line = line
        self.column = column
        self.field = field
        self.reason = reason
    }

    init(at position: TextPosition, field: String? = nil, reason: String) {
        self.init(line: position.line, column: position.column, field: field, reason: reason)
    }
}
