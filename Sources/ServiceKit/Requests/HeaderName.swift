import HTTPTypes

/// Header names beyond those of HTTP itself.
enum HeaderName {
    /// Milliseconds that the caller still waits. Envoy writes and reads the same header.
    static let timeout = "x-envoy-expected-rq-timeout-ms"
    static let requestID = "x-request-id"
}

extension HTTPField.Name {
    static let requestTimeout = HTTPField.Name(known: HeaderName.timeout)
    static let requestID = HTTPField.Name(known: HeaderName.requestID)
    static let traceParent = HTTPField.Name(known: "traceparent")
    static let traceState = HTTPField.Name(known: "tracestate")

    private init(known name: String) {
        guard let field = HTTPField.Name(name) else { preconditionFailure("\(name) is no header name") }
        self = field
    }
}
