import Foundation
package import KubeModel
package import NIOHTTP1

/// What the server answered, whatever the status.
package struct APIAnswer: Sendable {
    package let status: Int
    package let headers: HTTPHeaders
    package let body: [UInt8]

    /// The `Retry-After`, in seconds only.
    var retryAfter: Duration? {
        headers.first(name: "retry-after").flatMap(Int.init).map { .seconds(max(0, $0)) }
    }

    /// What the API warns of, such as deprecated or unknown fields (RFC 7234, `299 - "text"`).
    package var warnings: [String] {
        headers["warning"].compactMap(Self.quoted)
    }

    private static func quoted(_ text: String) -> String? {
        guard let start = text.firstIndex(of: "\""), let end = text.lastIndex(of: "\""), start < end else { return nil }
        return text[text.index(after: start)..<end].replacingOccurrences(of: "\\\"", with: "\"")
    }

    /// The JSON of a success; otherwise throws what the server said.
    package func json(from server: String) throws(StatusError) -> JSON {
        let json: JSON?
        do throws(JSONSyntaxError) { json = try JSON(parsing: body) } catch { json = nil }
        guard (200..<300).contains(status) else { throw json.flatMap(StatusError.init) ?? Self.plain(status, body) }
        guard let json else {
            throw StatusError(
                code: 0, reason: .unknown, message: "what answers at \(server) is no Kubernetes API: \(Self.excerpt(body))")
        }
        return json
    }

    /// The refusal of something that is not the API itself, such as a proxy.
    static func plain(_ status: Int, _ body: [UInt8]) -> StatusError {
        let reason: StatusError.Reason =
            switch status {
            case 400: .badRequest
            case 401: .unauthorized
            case 403: .forbidden
            case 404: .notFound
            case 405: .methodNotAllowed
            case 406: .notAcceptable
            case 409: .conflict
            case 410: .gone
            case 413: .tooLarge
            case 415: .unsupportedMediaType
            case 422: .invalid
            case 429: .tooManyRequests
            case 500: .internalError
            case 503: .unavailable
            case 504: .timeout
            default: .unknown
            }
        return StatusError(code: status, reason: reason, message: "answered \(status): \(excerpt(body))")
    }

    private static func excerpt(_ body: [UInt8]) -> String {
        body.isEmpty ? "nothing" : String(decoding: body.prefix(200), as: UTF8.self)
    }
}
