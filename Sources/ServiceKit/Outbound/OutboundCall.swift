package import HTTPTypes

/// One call to another service.
package struct OutboundCall: Sendable {
    package var method: HTTPRequest.Method
    /// Path and query, already percent-encoded, from the slash on.
    package var path: String
    package var headers: HTTPFields
    package var body: [UInt8]?
    /// Whether it may be sent again when nobody knows what became of it.
    package var isIdempotent: Bool
    /// The longest wait for one try; the deadline of the request being served shortens it.
    package var timeout: Duration
    /// Whether the service's own problem with status 503 is an answer to read, such as `outcome_pending`, and not a refusal to retry.
    package var readsUnavailable = false

    package init(
        _ method: HTTPRequest.Method, _ path: String, headers: HTTPFields = [:], body: [UInt8]? = nil, isIdempotent: Bool,
        timeout: Duration = .seconds(3)
    ) {
        self.method = method
        self.path = path
        self.headers = headers
        self.body = body
        self.isIdempotent = isIdempotent
        self.timeout = timeout
    }

    /// A call with a JSON body.
    package static func json(
        _ method: HTTPRequest.Method, _ path: String, _ body: some Encodable, headers: HTTPFields = [:], isIdempotent: Bool,
        timeout: Duration = .seconds(3)
    ) throws -> OutboundCall {
        var headers = headers
        headers[.contentType] = "application/json"
        return OutboundCall(
            method, path, headers: headers, body: try ShopJSON.encode(body), isIdempotent: isIdempotent, timeout: timeout)
    }
}
