package import HTTPTypes
package import Hummingbird

/// An error that a client may see, as RFC 9457 `application/problem+json` with a stable `code`.
package struct Problem: HTTPResponseError {
    package var status: HTTPResponse.Status
    /// Stable and for programs: `out_of_stock`.
    package var code: String
    /// For people: what is wrong and what to do.
    package var detail: String
    package var errors: [FieldError]
    /// Sent as the `Retry-After` header, in whole seconds, rounded up.
    package var retryAfter: Duration?
    /// Further members of the document, such as `lines`.
    package var members: [String: any Encodable & Sendable]

    package init(
        _ status: HTTPResponse.Status, _ code: String, _ detail: String, errors: [FieldError] = [], retryAfter: Duration? = nil,
        members: [String: any Encodable & Sendable] = [:]
    ) {
        self.status = status
        self.code = code
        self.detail = detail
        self.errors = errors
        self.retryAfter = retryAfter
        self.members = members
    }

    package func response(from request: Request, context: some RequestContext) throws -> Response {
        var headers = HTTPFields()
        headers[.cacheControl] = "no-store"
        if let retryAfter { headers[.retryAfter] = String(retryAfter.wholeSecondsRoundedUp) }
        if status == .unauthorized { headers[.wwwAuthenticate] = "Bearer" }
        return jsonResponse(
            bytes: try ShopJSON.encode(self), status: status, contentType: "application/problem+json", headers: headers)
    }
}

extension Problem: Encodable {
    private struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(_ name: String) { stringValue = name }
        init?(stringValue: String) { self.init(stringValue) }
        init?(intValue: Int) { nil }
    }

    /// The status in words, also for one that was made of its number alone.
    private static func title(of status: HTTPResponse.Status) -> String {
        guard status.reasonPhrase.isEmpty else { return status.reasonPhrase }
        return switch status.code {
        case 402: "Payment Required"
        case 409: HTTPResponse.Status.conflict.reasonPhrase
        case 422: HTTPResponse.Status.unprocessableContent.reasonPhrase
        case 503: HTTPResponse.Status.serviceUnavailable.reasonPhrase
        default: "Status \(status.code)"
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode("about:blank", forKey: Key("type"))
        try container.encode(Self.title(of: status), forKey: Key("title"))
        try container.encode(status.code, forKey: Key("status"))
        try container.encode(code, forKey: Key("code"))
        try container.encode(detail, forKey: Key("detail"))
        if !errors.isEmpty { try container.encode(errors, forKey: Key("errors")) }
        for (name, value) in members { try container.encode(value, forKey: Key(name)) }
    }
}

extension Duration {
    /// At least 1, as `Retry-After` wants it.
    fileprivate var wholeSecondsRoundedUp: Int64 {
        let (seconds, attoseconds) = components
        return max(1, attoseconds > 0 ? seconds + 1 : seconds)
    }
}
