import HTTPTypes

extension Problem {
    /// 400 for text that is no JSON; 422 with the path for a value that is missing or of the wrong type.
    init(decoding error: DecodingError) {
        switch error {
        case .keyNotFound(let key, let context):
            self = .validation([FieldError(field: Self.path(context.codingPath + [key]), code: "required", message: "is missing")])
        case .valueNotFound(_, let context):
            self = .validation([FieldError(field: Self.path(context.codingPath), code: "required", message: "must not be null")])
        case .typeMismatch(let type, let context):
            let message = "must be \(Self.name(of: type))"
            self = .validation([FieldError(field: Self.path(context.codingPath), code: "invalid_type", message: message)])
        case .dataCorrupted(let context) where context.codingPath.isEmpty:
            self.init(.badRequest, "invalid_json", "The body is not valid JSON.")
        case .dataCorrupted(let context):
            self = .validation([FieldError(field: Self.path(context.codingPath), code: "invalid", message: context.debugDescription)])
        @unknown default:
            self.init(.badRequest, "invalid_json", "The body could not be read as JSON.")
        }
    }

    /// `items[0].quantity`; `body` for the document itself.
    private static func path(_ keys: [any CodingKey]) -> String {
        var path = ""
        for key in keys {
            if let index = key.intValue { path += "[\(index)]" } else { path += path.isEmpty ? key.stringValue : ".\(key.stringValue)" }
        }
        return path.isEmpty ? "body" : path
    }

    private static func name(of type: any Any.Type) -> String {
        switch type {
        case is String.Type: "a string"
        case is Bool.Type: "true or false"
        case is any BinaryInteger.Type: "a whole number"
        case is [any Sendable].Type: "a list"
        case is [String: any Sendable].Type: "an object"
        default: String(describing: type).hasPrefix("Array") ? "a list" : "an object"
        }
    }
}
