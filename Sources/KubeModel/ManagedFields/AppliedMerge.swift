/// A configuration laid over a live object: what it has counts, what it does not have stays.
enum AppliedMerge {
    static func merged(_ live: JSON, _ configuration: JSON, _ schema: Schema) -> JSON {
        let shape = FieldShape(of: configuration, schema)
        guard shape == FieldShape(of: live, schema) else { return configuration }
        switch shape {
        case .leaf:
            return configuration
        case .members:
            var members = live.object ?? [:]
            for (name, value) in configuration.object ?? [:] {
                members[name] = members[name].map { merged($0, value, schema.field(name)) } ?? value
            }
            return .object(members)
        case .keyed(let keys):
            let element = schema.element ?? .any
            return list(live.elements, configuration.elements, element) { FieldStep.element($0, by: keys, element) }
        case .set:
            return list(live.elements, configuration.elements, .any, identity: FieldStep.value)
        }
    }

    /// The elements of the configuration in its order, and between them those that are only live, each after what it followed there.
    private static func list(_ live: [JSON], _ wanted: [JSON], _ schema: Schema, identity: (JSON) -> String) -> JSON {
        let present = Dictionary(live.map { (identity($0), $0) }) { first, _ in first }
        let configured = Set(wanted.map(identity))
        var rest = live[...]
        var result: [JSON] = []
        for element in wanted {
            let step = identity(element)
            // Live elements that nobody configures and that stand before this one's live place come first.
            while let next = rest.first, !configured.contains(identity(next)) {
                result.append(next)
                rest.removeFirst()
            }
            result.append(present[step].map { merged($0, element, schema) } ?? element)
            if let next = rest.first, identity(next) == step { rest.removeFirst() }
        }
        return .array(result + rest.filter { !configured.contains(identity($0)) })
    }
}
