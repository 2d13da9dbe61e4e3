package import KubeModel

/// A column that a CustomResourceDefinition adds to the table of its kind.
package struct PrinterColumn: Sendable, Equatable {
    package let name: String
    /// `string`, `integer`, `number`, `boolean` or `date`.
    package let type: String
    /// Above 0 the column is shown by `-o wide` only.
    package let priority: Int
    package let description: String
    /// A simple JSONPath, such as `.status.conditions[?(@.type=="Ready")].status`.
    package let path: String

    package init?(_ json: JSON) {
        guard let name = json["name"].string, let path = json["jsonPath"].string else { return nil }
        self.name = name
        self.path = path
        type = json["type"].string ?? "string"
        priority = json["priority"].int ?? 0
        description = json["description"].string ?? ""
    }
}
