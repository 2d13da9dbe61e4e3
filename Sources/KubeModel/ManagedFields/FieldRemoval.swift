/// Takes fields out of an object.
enum FieldRemoval {
    /// What is left; nil when nothing is. What becomes empty by it goes too, unless it is `owned` as it is, empty; the keys of an element
    /// stay as long as the element does.
    static func removing(_ fields: FieldSet, from value: JSON, _ schema: Schema, owned: FieldSet) -> JSON? {
        guard !fields.branches.isEmpty else { return value }
        switch FieldShape(of: value, schema) {
        case .leaf:
            return value
        case .members:
            let members = removing(fields, fromMembers: value.object ?? [:], schema, keeping: [], owned: owned)
            return members.isEmpty && !owned.isMember ? nil : .object(members)
        case .keyed(let keys):
            let element = schema.element ?? .any
            let elements = value.elements.compactMap { item -> JSON? in
                let step = FieldStep.element(item, by: keys, element)
                guard let removed = fields.branches[step] else { return item }
                guard !removed.isMember else { return nil }
                guard case .object(let members) = item else { return item }
                return .object(removing(removed, fromMembers: members, element, keeping: keys, owned: owned[step]))
            }
            return elements.isEmpty && !owned.isMember ? nil : .array(elements)
        case .set:
            let elements = value.elements.filter { fields.branches[FieldStep.value($0)] == nil }
            return elements.isEmpty && !owned.isMember ? nil : .array(elements)
        }
    }

    private static func removing(
        _ fields: FieldSet, fromMembers members: [String: JSON], _ schema: Schema, keeping keys: [String], owned: FieldSet
    ) -> [String: JSON] {
        var result = members
        for (name, value) in members where !keys.contains(name) {
            let step = FieldStep.member(name)
            guard let removed = fields.branches[step] else { continue }
            result[name] = removed.isMember ? nil : removing(removed, from: value, schema.field(name), owned: owned[step])
        }
        return result
    }
}
