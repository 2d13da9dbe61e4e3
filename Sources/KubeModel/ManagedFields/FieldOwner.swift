/// Who owns fields, and by which way of writing: the same manager owns what it applies apart from what it updates.
struct FieldOwner: Sendable, Hashable {
    enum Operation: String, Sendable {
        case apply = "Apply"
        case update = "Update"
    }

    let manager: String
    let operation: Operation
    /// In which the fields were written.
    let apiVersion: String
    /// Empty for the object itself.
    let subresource: String

    /// Of appliers the version does not tell one from another.
    static func == (left: Self, right: Self) -> Bool {
        left.manager == right.manager && left.operation == right.operation && left.subresource == right.subresource
            && (left.operation == .apply || left.apiVersion == right.apiVersion)
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(manager)
        hasher.combine(operation)
        hasher.combine(subresource)
    }
}
