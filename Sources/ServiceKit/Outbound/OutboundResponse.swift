package import HTTPTypes

/// The answer of another service: 2xx, 3xx or 4xx.
package struct OutboundResponse: Sendable {
    package var service: String
    package var status: HTTPResponse.Status
    package var headers: HTTPFields
    package var body: [UInt8]
    /// Whether an earlier try of the same call may have been processed, or may still be: then a refusal is not the last word.
    package var followsUnknown = false

    package init(service: String, status: HTTPResponse.Status, headers: HTTPFields, body: [UInt8]) {
        self.service = service
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// The body as a value. An answer that cannot be read is ``OutboundError/unexpected(service:status:code:detail:)``.
    package func decode<T: Decodable>(_ type: T.Type) throws(OutboundError) -> T {
        do {
            return try ShopJSON.decode(type, from: body)
        } catch {
            throw .unexpected(service: service, status: status.code, code: "unreadable_answer", detail: "\(error)")
        }
    }

    /// The body as a problem, if it is one.
    package var problem: ProblemDocument? { try? ShopJSON.decode(ProblemDocument.self, from: body) }

    /// This answer as an error, for a caller that has no use for it.
    package var unexpected: OutboundError {
        .unexpected(service: service, status: status.code, code: problem?.code ?? "", detail: problem?.detail ?? status.reasonPhrase)
    }
}
