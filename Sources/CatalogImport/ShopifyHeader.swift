/// Where each column stands in one file, found by the headings of its first row in whatever order they come.
struct ShopifyHeader: Sendable {
    /// The number of fields that every row must have.
    let width: Int
    private let indices: [ShopifyColumn: Int]
    private let names: [String]

    /// Throws what makes the file unreadable as a whole: a required column that is missing, or one that is there twice.
    init(_ row: CSVRow) throws(ShopifyHeaderFaults) {
        let columns = Dictionary(uniqueKeysWithValues: ShopifyColumn.allCases.flatMap { column in column.headings.map { ($0, column) } })
        var indices: [ShopifyColumn: Int] = [:]
        var faults: [RowFault] = []
        let names = row.fields.map { singleLine($0) }
        for (index, name) in names.enumerated() {
            guard let column = columns[name.lowercased()] else { continue }
            if let first = indices[column] {
                let reason = "the column means the same as column \(first + 1), “\(names[first])”; keep one of them"
                faults.append(RowFault(at: row.position(of: index), field: name, reason: reason))
            } else {
                indices[column] = index
            }
        }
        for column in ShopifyColumn.required where indices[column] == nil {
            let headings = column.headings.map { "“\($0)”" }.joined(separator: " or ")
            faults.append(RowFault(line: row.line, column: 1, reason: "the first row names no column \(headings); is this a product CSV?"))
        }
        guard faults.isEmpty else { throw ShopifyHeaderFaults(faults: faults) }
        (self.width, self.indices, self.names) = (row.count, indices, names)
    }

    func index(of column: ShopifyColumn) -> Int? { indices[column] }

    /// The heading as the file has it.
    func name(of column: ShopifyColumn) -> String? { indices[column].map { names[$0] } }
}

/// Why nothing can be read from the file.
struct ShopifyHeaderFaults: Error {
    let faults: [RowFault]
}
