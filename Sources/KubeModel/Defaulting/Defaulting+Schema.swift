extension JSON {
    /// With the constant defaults of a schema, in every object that is there or that a default makes.
    func defaulted(by schema: Schema) -> JSON {
        switch (self, schema.kind) {
        case (.object(var members), .object(let known, _)):
            for (name, member) in known {
                if let value = member.notes.defaultValue, Self.isUnset(members[name], member) { members[name] = value }
                if let value = members[name], value.isContainer { members[name] = value.defaulted(by: member) }
            }
            return .object(members)
        case (.object(let members), .map(let value)): return .object(members.mapValues { $0.defaulted(by: value) })
        case (.array(let elements), .list(let element, _)): return .array(elements.map { $0.defaulted(by: element) })
        default: return self
        }
    }

    private static func isUnset(_ value: JSON?, _ schema: Schema) -> Bool {
        switch value {
        case nil, .null, "": true
        case 0: schema.notes.defaultReplacesZero
        default: false
        }
    }

    private var isContainer: Bool {
        switch self {
        case .object, .array: true
        default: false
        }
    }
}
