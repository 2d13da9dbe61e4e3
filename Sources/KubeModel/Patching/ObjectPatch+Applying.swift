extension ObjectPatch {
    /// The object after the patch. `schema` is that of a built-in kind, nil for any other: those take no strategic merge (415).
    /// Throws 400 for a malformed patch and 422 for one that does not fit the object. Server-side apply is not a change of one value
    /// alone; see ``ManagedFields``.
    package func applied(to object: JSON, schema: Schema?) throws(StatusError) -> JSON {
        let result: JSON
        switch self {
        case .json(let operations):
            result = try JSONPatch(operations).applied(to: object)
        case .merge(let patch):
            try Self.requireObject(patch)
            result = MergePatch.applied(patch, to: object)
        case .strategicMerge(let patch):
            guard let schema else { throw .patchFormatNotSupported }
            try Self.requireObject(patch)
            result = try StrategicMergePatch.applied(patch, to: object, schema: schema)
        case .apply:
            throw .patchFormatNotSupported
        }
        guard result.object != nil else { throw .patchDoesNotApply("the patch makes the object \(result.typeName)") }
        return result
    }

    private static func requireObject(_ patch: JSON) throws(StatusError) {
        guard patch.object != nil else { throw .badRequest("error decoding patch: the patch is no object but \(patch.typeName)") }
    }
}
