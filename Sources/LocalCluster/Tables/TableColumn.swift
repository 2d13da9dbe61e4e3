package import KubeModel

/// One column of a table.
package struct TableColumn: Sendable, Equatable {
    package let name: String
    /// `string`, `integer`, `number`, `boolean` or `date`.
    package let type: String
    package let format: String
    package let description: String
    /// Above 0 it is shown by `-o wide` only.
    package let priority: Int

    package init(_ name: String, type: String = "string", format: String = "", description: String = "", priority: Int = 0) {
        self.name = name
        self.type = type
        self.format = format
        self.description = description
        self.priority = priority
    }

    /// A column that only `-o wide` shows.
    package static func wide(_ name: String, type: String = "string") -> TableColumn { TableColumn(name, type: type, priority: 1) }

    package static func integer(_ name: String) -> TableColumn { TableColumn(name, type: "integer") }

    package static let name = TableColumn(
        "Name", format: "name", description: "Name must be unique within a namespace. Is required when creating resources.")
    package static let age = TableColumn("Age", description: "How long ago the object was created.")

    /// As the API tells it.
    package var definition: JSON {
        [
            "name": .string(name), "type": .string(type), "format": .string(format), "description": .string(description),
            "priority": .integer(priority),
        ]
    }
}
