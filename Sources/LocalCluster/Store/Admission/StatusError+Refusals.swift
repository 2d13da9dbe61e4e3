package import KubeModel

extension StatusError {
    /// A path that names no kind or subresource.
    package static let noSuchResource = StatusError(
        code: 404, reason: .notFound, message: "the server could not find the requested resource")

    /// A verb that the resource does not have.
    package static let methodNotAllowed = StatusError(
        code: 405, reason: .methodNotAllowed, message: "the server does not allow this method on the requested resource")

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
