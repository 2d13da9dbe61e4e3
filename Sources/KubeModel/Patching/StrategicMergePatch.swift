/// Kubernetes' own patch: a partial object laid over another, where the schema says which lists are merged by which key, and
/// directives (`$patch`, `$retainKeys`, `$setElementOrder/…`, `$deleteFromPrimitiveList/…`) say what a partial object cannot.
package enum StrategicMergePatch {
    /// `object` with `patch` laid over it. Throws 400 for directives that are malformed and 422 for a patch that does not fit the
    /// object, with the path of the field.
    package static func applied(_ patch: JSON, to object: JSON, schema: Schema) throws(StatusError) -> JSON {
        guard case .object(let changes) = patch else { throw .badRequest("invalid JSON document") }
        return .object(try merged(changes, into: object.object ?? [:], PatchedField(schema: schema)))
    }

    /// Both are objects.
    static func merged(
        _ patch: [String: JSON], into original: [String: JSON], _ field: PatchedField
    ) throws(StatusError) -> [String: JSON] {
        var patch = patch
        if let directive = patch.removeValue(forKey: Directive.patch) {
            switch directive {
            case "replace": return try merged(patch, into: [:], field)
            case "delete": return [:]
            case "merge": break
            default: throw field.malformed("unknown patch type [\(directive.string ?? directive.text)] in map")
            }
        }
        var result = original
        try retainKeys(of: &patch, in: &result, field)
        try mergeOrderedLists(of: &patch, into: &result, field)
        // Sorted, `$deleteFromPrimitiveList/x` comes before `x`: what is taken out and put in is in.
        for (name, change) in patch.sorted(by: { $0.key < $1.key }) {
            if let list = Directive.deleteFromPrimitiveList.target(of: name) {
                try delete(change, fromPrimitiveList: list, in: &result, field.member(list))
            } else if change.isNull {
                result[name] = nil
            } else {
                result[name] = try merged(change, into: result[name], field.member(name))
            }
        }
        return result
    }

    /// Values of different types replace each other.
    private static func merged(_ change: JSON, into original: JSON?, _ field: PatchedField) throws(StatusError) -> JSON {
        switch (change, original) {
        case (.object(let change), .object(let original)) where !field.isReplaced: .object(try merged(change, into: original, field))
        case (.object(let change), _): .object(try merged(change, into: [:], field))
        case (.array(let change), .array(let original)): .array(try merged(change, into: original, field))
        case (.array(let change), _): .array(try added(change, field))
        default: change
        }
    }

    /// `$retainKeys` names all members that the object has afterwards.
    private static func retainKeys(
        of patch: inout [String: JSON], in result: inout [String: JSON], _ field: PatchedField
    ) throws(StatusError) {
        guard let directive = patch.removeValue(forKey: Directive.retainKeys) else { return }
        guard case .array(let names) = directive, names.allSatisfy({ $0.string != nil }) else {
            throw field.malformed("invalid patch format of retainKeys")
        }
        let retained = Set(names.compactMap(\.string))
        for (name, change) in patch where !change.isNull && !Directive.isDirective(name) && !retained.contains(name) {
            throw field.malformed("invalid patch format of retainKeys")
        }
        result = result.filter { retained.contains($0.key) }
    }

    private static func delete(
        _ values: JSON, fromPrimitiveList name: String, in result: inout [String: JSON], _ field: PatchedField
    ) throws(StatusError) {
        guard case .array(let values) = values else { throw field.malformed("invalid patch format of primitive list") }
        guard case .array(let elements)? = result[name] else { return }
        result[name] = .array(elements.filter { !values.contains($0) })
    }
}
