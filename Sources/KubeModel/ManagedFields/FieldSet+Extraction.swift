extension FieldSet {
    /// All fields of a value. Null members are none.
    init(of value: JSON, _ schema: Schema) {
        self.init()
        switch FieldShape(of: value, schema) {
        case .leaf:
            self = .leaf
        case .members:
            self = FieldSet(ofMembers: value.object ?? [:], schema)
        case .keyed(let keys):
            let element = schema.element ?? .any
            for item in value.elements {
                let step = FieldStep.element(item, by: keys, element)
                self[step] = self[step].union(FieldSet(of: item, element)).union(.leaf)
            }
            isMember = value.elements.isEmpty
        case .set:
            for item in value.elements { self[FieldStep.value(item)] = .leaf }
            isMember = value.elements.isEmpty
        }
    }

    /// The fields of an object's members. An object without any is a field itself.
    init(ofMembers members: [String: JSON], _ schema: Schema, except excluded: Set<String> = []) {
        for (name, value) in members where !value.isNull && !excluded.contains(name) {
            self[FieldStep.member(name)] = FieldSet(of: value, schema.field(name))
        }
        isMember = isEmpty && excluded.isEmpty
    }
}
