package import KubeModel

extension StatusError {
    /// A path that names no kind or subresource.
    package static let noSuchResource = StatusError(
        code: 404, reason: .notFound, message: "the server could not find the requested resource")

    /// A verb that the resource does not have.
    package static let methodNotAllowed = StatusError(
        code: 405, reason: .methodNotAllowed, message: "the server does not allow this method on the requested resource")

    /// A body that the strict decoder refuses: 400, and 422 for a patch, for only what comes of it can be decoded.
    static func undecodable(_ action: ObjectWrite.Action, of type: ResourceType, _ why: StatusError) -> StatusError {
        switch action {
        case .patch(.apply): return .badRequest(why.message)
        case .patch(.json(let patch)), .patch(.merge(let patch)), .patch(.strategicMerge(let patch)):
            let message = "Invalid value: \(JSON.string(patch.text).text): \(why.message)"
            let cause = Cause(reason: "FieldValueInvalid", message: message, field: "patch")
            return StatusError(code: 422, reason: .invalid, message: " \"\" is invalid: patch: \(message)", causes: [cause])
        case .create, .update, .delete:
            return .badRequest("\(type.kind) in version \"\(type.version)\" cannot be handled as a \(type.kind): \(why.message)")
        }
    }

    /// Something that the server does not do to this object, whoever asks.
    package static func forbidden(_ key: ObjectKey, _ why: String) -> StatusError {
        StatusError(
            code: 403, reason: .forbidden, message: "\(key.type.qualifiedName) \"\(key.name)\" is forbidden: \(why)",
            details: ["name": .string(key.name), "group": .string(key.type.group), "kind": .string(key.type.plural)])
    }

    /// An eviction that a disruption budget does not allow now.
    static func disruptionRefused(_ why: String) -> StatusError {
        StatusError(
            code: 429, reason: .tooManyRequests, message: "Cannot evict pod as it would violate the pod's disruption budget.",
            causes: [Cause(reason: "DisruptionBudget", message: why, field: "")])
    }

    /// The database does not take the write.
    static let storeUnavailable = StatusError(
        code: 503, reason: .unavailable, message: "the object store cannot write now; please try again later")
}
