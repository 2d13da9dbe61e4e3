/// Rows of text under each other in columns as wide as they have to be.
enum TextColumns {
    /// - Parameter numeric: the columns that stand at the right.
    static func lines(_ rows: [[String]], numeric: Set<Int>) -> [String] {
        let widths = (rows.first ?? []).indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            let cells = zip(row.indices, row).map { column, text in
                let space = String(repeating: " ", count: widths[column] - text.count)
                return numeric.contains(column) ? space + text : text + space
            }
            let line = cells.joined(separator: "  ")
            return String(line.prefix(line.count - line.reversed().prefix { $0 == " " }.count))
        }
    }
}
