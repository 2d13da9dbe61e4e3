/// A refusal by the API, as Kubernetes' `Status` object says it.
package struct StatusError: Error, Sendable, Equatable {
    package enum Reason: String, Sendable {
        case badRequest = "BadRequest"
        case unauthorized = "Unauthorized"
        case forbidden = "Forbidden"
        case notFound = "NotFound"
        case methodNotAllowed = "MethodNotAllowed"
        case notAcceptable = "NotAcceptable"
        case alreadyExists = "AlreadyExists"
        case conflict = "Conflict"
        case gone = "Gone"
        case expired = "Expired"
        case tooLarge = "RequestEntityTooLarge"
        case unsupportedMediaType = "UnsupportedMediaType"
        case invalid = "Invalid"
        case tooManyRequests = "TooManyRequests"
        case internalError = "InternalError"
        case unavailable = "ServiceUnavailable"
        case timeout = "Timeout"
        /// Only on the client's side: nothing that answered is an API server.
        case unknown = ""
    }

    /// One fault of an object, at a field such as `spec.template.spec.containers[0].image`.
    package struct Cause: Sendable, Equatable {
        /// `FieldValueInvalid`, `FieldValueRequired`, `FieldValueNotSupported`, `FieldManagerConflict`…
        package let reason: String
        package let message: String
        package let field: String

        package init(reason: String, message: String, field: String) {
            self.reason = reason
            self.message = message
            self.field = field
        }
    }

    /// The HTTP status.
    package let code: Int
    package let reason: Reason
    package let message: String
    package let causes: [Cause]
    /// The `details` of the object concerned: name, group, kind (plural), retryAfterSeconds; null where there are none.
    package let details: JSON

    package init(code: Int, reason: Reason, message: String, causes: [Cause] = [], details: JSON = .null) {
        self.code = code
        self.reason = reason
        self.message = message
        self.causes = causes
        self.details = details
    }
}

extension StatusError: CustomStringConvertible {
    package var description: String { message }
}

extension StatusError {
    package static func notFound(_ key: ObjectKey) -> StatusError {
        StatusError(
            code: 404, reason: .notFound, message: "\(key.type.qualifiedName) \"\(key.name)\" not found", details: details(of: key))
    }

    package static func alreadyExists(_ key: ObjectKey) -> StatusError {
        StatusError(
            code: 409, reason: .alreadyExists, message: "\(key.type.qualifiedName) \"\(key.name)\" already exists",
            details: details(of: key))
    }

    /// A write that was made from an old version of the object.
    package static func conflict(_ key: ObjectKey, _ why: String = staleWrite) -> StatusError {
        StatusError(
            code: 409, reason: .conflict,
            message: "Operation cannot be fulfilled on \(key.type.qualifiedName) \"\(key.name)\": \(why)", details: details(of: key))
    }

    package static let staleWrite =
        "the object has been modified; please apply your changes to the latest version and try again"

    /// A watch or list from a version that is no longer kept.
    package static func expired(_ resourceVersion: String) -> StatusError {
        StatusError(code: 410, reason: .expired, message: "too old resource version: \(resourceVersion)")
    }

    package static func invalid(_ key: ObjectKey, _ causes: [Cause]) -> StatusError {
        let faults = causes.map { "\($0.field): \($0.message)" }
        let list = faults.count == 1 ? faults[0] : "[\(faults.joined(separator: ", "))]"
        let kind = key.type.group.isEmpty ? key.type.kind : "\(key.type.kind).\(key.type.group)"
        var details = details(of: key)
        details["kind"] = .string(key.type.kind)  // here alone Kubernetes names the kind and not the resource
        return StatusError(
            code: 422, reason: .invalid, message: "\(kind) \"\(key.name)\" is invalid: \(list)", causes: causes,
            details: details)
    }

    package static func badRequest(_ message: String) -> StatusError {
        StatusError(code: 400, reason: .badRequest, message: message)
    }

    private static func details(of key: ObjectKey) -> JSON {
        ["name": .string(key.name), "group": key.type.group.isEmpty ? .null : .string(key.type.group), "kind": .string(key.type.plural)]
    }
}

extension StatusError {
    /// The `Status` object.
    package var json: JSON {
        var details = details
        if !causes.isEmpty {
            details["causes"] = .array(
                causes.map { ["reason": .string($0.reason), "message": .string($0.message), "field": .string($0.field)] })
        }
        return [
            "kind": "Status", "apiVersion": "v1", "metadata": [:], "status": "Failure", "message": .string(message),
            "reason": .string(reason.rawValue), "details": details, "code": .integer(code),
        ]
    }

    /// Reads a `Status` object; nil when `json` is none.
    package init?(_ json: JSON) {
        guard json["kind"].string == "Status" else { return nil }
        let details = json["details"]
        self.init(
            code: json["code"].int ?? 500, reason: json["reason"].string.flatMap(Reason.init(rawValue:)) ?? .unknown,
            message: json["message"].string ?? "", causes: details["causes"].elements.map(Cause.init), details: details)
    }
}

extension StatusError.Cause {
    fileprivate init(_ json: JSON) {
        self.init(reason: json["reason"].string ?? "", message: json["message"].string ?? "", field: json["field"].string ?? "")
    }
}
