/// All entries of an object's `metadata.managedFields`.
struct FieldOwnerships: Sendable, Equatable {
    private(set) var entries: [FieldOwnership] = []

    init() {}

    /// Nil when an entry cannot be read: then none counts.
    init?(_ json: JSON) {
        for element in json.elements {
            guard let entry = FieldOwnership(element) else { return nil }
            entries.append(entry)
        }
    }

    var isEmpty: Bool { entries.isEmpty }

    /// Null when there are none.
    var json: JSON { entries.isEmpty ? .null : .array(entries.sorted(by: FieldOwnership.isBefore).map(\.json)) }

    subscript(_ owner: FieldOwner) -> FieldOwnership? { entries.first { $0.owner == owner } }

    /// Everybody's fields but those of `owner`.
    func fields(except owner: FieldOwner) -> FieldSet {
        entries.reduce(FieldSet()) { $1.owner == owner ? $0 : $0.union($1.fields) }
    }

    /// Takes the fields from everybody; who has none left is gone.
    mutating func release(_ fields: FieldSet, except owner: FieldOwner? = nil) {
        guard !fields.isEmpty else { return }
        for index in entries.indices where entries[index].owner != owner {
            entries[index].fields = entries[index].fields.subtracting(fields)
        }
        entries.removeAll { $0.fields.isEmpty }
    }

    /// Sets what the owner of `entry` has; with no fields it is gone.
    mutating func set(_ entry: FieldOwnership) {
        let index = entries.firstIndex { $0.owner == entry.owner } ?? entries.endIndex
        entries.replaceSubrange(index..<min(index + 1, entries.endIndex), with: entry.fields.isEmpty ? [] : [entry])
    }
}
