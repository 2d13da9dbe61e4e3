import KubeModel

/// One column of a table.
struct TableColumn: Sendable, Equatable {
    let name: String
    /// `string`, `integer`, `number`, `boolean` or `date`.
    let type: String
    let format: String
    let description: String
    /// Above 0 it is shown by `-o wide` only.
    let priority: Int

    init(_ name: String, type: String = "string", format: String = "", description: String = "", priority: Int = 0) {
        self.name = name
        self.type = type
        self.format = format
        self.description = description
        self.priority = priority
    }

    /// A column that only `-o wide` shows.
    static func wide(_ name: String, type: String = "string") -> TableColumn { TableColumn(name, type: type, priority: 1) }

    static func integer(_ name: String) -> TableColumn { TableColumn(name, type: "integer") }

    static let name = TableColumn(
        "Name", format: "name", description: "Name must be unique within a namespace. Is required when creating resources.")
    static let age = TableColumn("Age", description: "How long ago the object was created.")

    /// As the API tells it.
    var definition: JSON {
        [
            "name": .string(name), "type": .string(type), "format": .string(format), "description": .string(description),
            "priority": .integer(priority),
        ]
    }
}
