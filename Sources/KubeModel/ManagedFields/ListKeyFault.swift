/// Elements of a configuration that cannot be told apart.
struct ListKeyFault: Equatable {
    let message: String

    /// The first fault, or nil.
    init?(in value: JSON, _ schema: Schema, path: String) {
        let fault =
            switch FieldShape(of: value, schema) {
            case .leaf: nil as ListKeyFault?
            case .members: Self.inMembers(value.object ?? [:], schema, path)
            case .keyed(let keys): Self.inElements(value.elements, keys, schema.element ?? .any, path)
            case .set: Self.inValues(value.elements, path)
            }
        guard let fault else { return nil }
        self = fault
    }

    private init(_ path: String, _ why: String) { message = "failed to create typed patch object: \(path): \(why)" }

    private static func inMembers(_ members: [String: JSON], _ schema: Schema, _ path: String) -> ListKeyFault? {
        for (name, value) in members.sorted(by: { $0.key < $1.key }) {
            if let fault = ListKeyFault(in: value, schema.field(name), path: "\(path).\(name)") { return fault }
        }
        return nil
    }

    private static func inElements(_ elements: [JSON], _ keys: [String], _ schema: Schema, _ path: String) -> ListKeyFault? {
        var seen: Set<String> = []
        for (index, element) in elements.enumerated() {
            if let key = keys.first(where: { element[$0].isNull && schema.field($0).notes.defaultValue == nil }) {
                return ListKeyFault(
                    path,
                    "element \(index): associative list with keys has an element that omits key field \"\(key)\" "
                        + "(and doesn't have default value)")
            }
            var only = FieldSet()
            only[FieldStep.element(element, by: keys, schema)] = .leaf
            let text = only.paths.joined()
            guard seen.insert(text).inserted else { return ListKeyFault(path, "duplicate entries for key \(text)") }
            if let fault = ListKeyFault(in: element, schema, path: path + text) { return fault }
        }
        return nil
    }

    private static func inValues(_ elements: [JSON], _ path: String) -> ListKeyFault? {
        var seen: Set<JSON> = []
        guard let double = elements.first(where: { !seen.insert($0).inserted }) else { return nil }
        return ListKeyFault(path, "set contains \(double.text) twice")
    }
}
