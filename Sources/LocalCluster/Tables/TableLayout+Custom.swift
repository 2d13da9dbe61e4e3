import KubeModel

extension TableLayout {
    /// The columns that a CustomResourceDefinition declares, after the name. One without an age column gets none, as in Kubernetes.
    package static func custom(_ columns: [PrinterColumn]) -> TableLayout {
        let paths = columns.map { JSONPath($0.path) }
        return TableLayout(
            columns: [.name] + columns.map { TableColumn($0.name, type: $0.type, description: $0.description, priority: $0.priority) }
        ) { object, now in
            [.string(object.name)] + zip(columns, paths).map { cell($0, $1, object, now) }
        }
    }

    private static func cell(_ column: PrinterColumn, _ path: JSONPath?, _ object: KubeObject, _ now: KubeTime) -> JSON {
        guard let value = path?.values(in: object.json).first, !value.isNull else { return .null }
        switch column.type {
        case "date": return .string(Cell.since(value, now))
        case "integer": return value.int.map(JSON.integer) ?? .null
        case "number": return value.double.map(JSON.number) ?? .null
        case "boolean": return value.bool.map(JSON.bool) ?? .null
        default: return .string(value.string ?? value.text)
        }
    }
}
