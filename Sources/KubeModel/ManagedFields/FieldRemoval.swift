/// Takes fields out of an object.
enum FieldRemoval {
    /// What is left; nil when nothing is. What becomes empty by it goes too; the keys of an element stay as long as the element does.
    static func removing(_ fields: FieldSet, from value: JSON, _ schema: Schema) -> JSON? {
        guard !fields.branches.isEmpty else { return value }
        switch FieldShape(of: value, schema) {
        case .leaf:
            return value
        case .members:
            let members = removing(fields, fromMembers: value.object ?? [:], schema, keeping: [])
            return members.isEmpty ? nil : .object(members)
        case .keyed(let keys):
            let element = schema.element ?? .any
            let elements = value.elements.compactMap { item -> JSON? in
                guard let removed = fields.branches[FieldStep.element(item, by: keys, element)] else { return item }
                guard !removed.isMember else { return nil }
                guard case .object(let members) = item else { return item }
                return .object(removing(removed, fromMembers: members, element, keeping: keys))
            }
            return elements.isEmpty ? nil : .array(elements)
        case .set:
            let elements = value.elements.filter { fields.branches[FieldStep.value($0)] == nil }
            return elements.isEmpty ? nil : .array(elements)
        }
    }

    private static func removing(
        _ fields: FieldSet, fromMembers members: [String: JSON], _ schema: Schema, keeping keys: [String]
    ) -> [String: JSON] {
        var result = members
        for (name, value) in members where !keys.contains(name) {
            guard let removed = fields.branches[FieldStep.member(name)] else { continue }
            result[name] = removed.isMember ? nil : removing(removed, from: value, schema.field(name))
        }
        return result
    }
}
