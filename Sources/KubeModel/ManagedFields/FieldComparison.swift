/// The fields in which two values differ. Equal parts are not walked, and an order of elements that have keys is no difference.
///
/// As in Kubernetes, what is empty and gets members is still the same field, and its owner's: it is gone only with what it stands in.
struct FieldComparison: Equatable {
    var added = FieldSet()
    var modified = FieldSet()
    var removed = FieldSet()

    /// The fields that have a new value.
    var changed: FieldSet { added.union(modified) }

    var isEmpty: Bool { added.isEmpty && modified.isEmpty && removed.isEmpty }

    /// Null is a value that is not there.
    init(from old: JSON, to new: JSON, _ schema: Schema) {
        guard old != new else { return }
        if old.isNull {
            added = FieldSet(of: new, schema)
        } else if new.isNull {
            removed = FieldSet(of: old, schema).withContainers
        } else {
            compare(old, new, schema)
        }
    }

    init(added: FieldSet = FieldSet()) { self.added = added }

    mutating func attach(_ below: FieldComparison, at step: String) {
        if !below.added.isEmpty { added[step] = below.added }
        if !below.modified.isEmpty { modified[step] = below.modified }
        if !below.removed.isEmpty { removed[step] = below.removed }
    }

    private mutating func compare(_ old: JSON, _ new: JSON, _ schema: Schema) {
        let shape = FieldShape(of: old, schema)
        guard shape == FieldShape(of: new, schema) else {
            removed = FieldSet(of: old, schema).withContainers
            added = FieldSet(of: new, schema)
            return
        }
        switch shape {
        case .leaf: modified = .leaf
        case .members: compareMembers(old.object ?? [:], new.object ?? [:], schema)
        case .keyed(let keys): compareElements(old.elements, new.elements, keys, schema.element ?? .any)
        case .set: compareValues(old.elements, new.elements)
        }
    }

    /// Compares the members of two objects.
    mutating func compareMembers(
        _ old: [String: JSON], _ new: [String: JSON], _ schema: Schema, except excluded: Set<String> = []
    ) {
        func compareMember(_ name: String) {
            guard !excluded.contains(name), old[name] != new[name] else { return }
            let below = FieldComparison(from: old[name] ?? .null, to: new[name] ?? .null, schema.field(name))
            attach(below, at: FieldStep.member(name))
        }
        for name in old.keys { compareMember(name) }
        for name in new.keys where old[name] == nil { compareMember(name) }
    }

    private mutating func compareElements(_ old: [JSON], _ new: [JSON], _ keys: [String], _ schema: Schema) {
        let step = { (element: JSON) in FieldStep.element(element, by: keys, schema) }
        let before = Dictionary(grouping: old, by: step)
        let after = Dictionary(grouping: new, by: step)
        for (step, elements) in before where elements != after[step] {
            guard let others = after[step] else {
                removed[step] = FieldSet(of: .array(elements), .keyedList(of: schema, by: keys))[step].withContainers
                continue
            }
            // Elements with one key in common cannot be told apart: they change as one.
            let isUnique = elements.count == 1 && others.count == 1
            attach(isUnique ? FieldComparison(from: elements[0], to: others[0], schema) : .wholeChange, at: step)
        }
        for (step, elements) in after where before[step] == nil {
            added[step] = FieldSet(of: .array(elements), .keyedList(of: schema, by: keys))[step]
        }
    }

    private static let wholeChange: FieldComparison = {
        var comparison = FieldComparison()
        comparison.modified = .leaf
        return comparison
    }()

    private mutating func compareValues(_ old: [JSON], _ new: [JSON]) {
        let before = Set(old)
        let after = Set(new)
        for value in before.subtracting(after) { removed[FieldStep.value(value)] = .leaf }
        for value in after.subtracting(before) { added[FieldStep.value(value)] = .leaf }
    }
}

extension Schema {
    fileprivate static func keyedList(of element: Schema, by keys: [String]) -> Schema { Schema(.list(element, .map(keys: keys))) }
}
