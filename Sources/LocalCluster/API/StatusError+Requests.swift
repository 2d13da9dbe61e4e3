package import KubeModel

extension StatusError {
    static func bodyTooLarge(limit: Int) -> StatusError {
        StatusError(code: 413, reason: .tooLarge, message: "Request entity too large: limit is \(limit)")
    }

    static let unauthorized = StatusError(code: 401, reason: .unauthorized, message: "Unauthorized")

    static let internalError = StatusError(
        code: 500, reason: .internalError, message: "an error on the server has prevented the request from succeeding")

    package static let unsupportedMediaType = StatusError(
        code: 415, reason: .unsupportedMediaType,
        message: "the body of the request was in an unknown format - accepted media types include: application/json, application/yaml")
}
