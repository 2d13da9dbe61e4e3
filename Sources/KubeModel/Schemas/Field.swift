/// A line in the table of an object type: members of one type.
package struct Field: Sendable {
    let names: [String]
    let schema: Schema
    let isRequired: Bool

    /// Members that are alike.
    package init(_ names: String..., as schema: Schema) {
        self.init(names, schema, isRequired: false)
    }

    private init(_ names: [String], _ schema: Schema, isRequired: Bool) {
        self.names = names
        self.schema = schema
        self.isRequired = isRequired
    }

    /// An object without it is refused.
    package func required() -> Field { Field(names, schema, isRequired: true) }

    /// What `kubectl explain` says of it.
    package func about(_ summary: String) -> Field { noting { $0.summary = summary } }

    /// The local cluster does not act on it, which its user is told.
    package func ignored(_ why: String) -> Field { noting { $0.ignoredBecause = why } }

    /// What the API server sets where it is left out.
    package func defaulting(to value: JSON) -> Field { noting { $0.defaultValue = value } }

    /// What the API server sets where it is left out or zero.
    package func defaultingZero(to value: JSON) -> Field {
        noting {
            $0.defaultValue = value
            $0.defaultReplacesZero = true
        }
    }

    /// How a strategic merge patch changes it, where the type alone does not say so.
    package func patched(by strategies: SchemaNotes.PatchStrategy..., key: String? = nil) -> Field {
        noting {
            $0.patchStrategies = strategies
            $0.patchMergeKey = key ?? $0.patchMergeKey
        }
    }

    /// Server-side apply gives it to one owner as a whole.
    package func atomic() -> Field { noting { $0.isAtomic = true } }

    private func noting(_ change: (inout SchemaNotes) -> Void) -> Field {
        Field(names, schema.noting(change), isRequired: isRequired)
    }
}

/// Collects the lines of a table.
@resultBuilder
package enum FieldTable {
    package static func buildExpression(_ field: Field) -> [Field] { [field] }
    package static func buildBlock(_ fields: [Field]...) -> [Field] { fields.flatMap(\.self) }
}

extension [Field] {
    /// The object type with these members; of two with one name the later counts.
    var kind: Schema.Kind {
        var members: [String: Schema] = [:]
        for field in self {
            for name in field.names { members[name] = field.schema }
        }
        return .object(members: members, required: Set(filter(\.isRequired).flatMap(\.names)))
    }
}
