import HTTPTypes
package import Hummingbird
import ServiceKit

/// The client's `Idempotency-Key`: 1 to 255 visible ASCII characters.
package struct IdempotencyKey: Hashable, Sendable {
    package static let maximumLength = 255
    package let rawValue: String

    package init?(_ rawValue: String) {
        let isVisible = rawValue.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
        guard (1...Self.maximumLength).contains(rawValue.utf8.count), isVisible else { return nil }
        self.rawValue = rawValue
    }

    /// The key of a request. Throws ``Problem`` 400 when it is missing or cannot be one.
    package init(of request: Request) throws {
        guard let text = request.headers[.idempotencyKey] else {
            throw Problem(.badRequest, "idempotency_key_required", "Send an Idempotency-Key header, so that a repeat cannot do it twice.")
        }
        guard let key = IdempotencyKey(text) else {
            throw Problem(.badRequest, "idempotency_key_invalid", "The Idempotency-Key must be 1 to 255 visible ASCII characters.")
        }
        self = key
    }
}

extension HTTPField.Name {
    /// draft-ietf-httpapi-idempotency-key-header.
    static var idempotencyKey: HTTPField.Name {
        guard let name = HTTPField.Name("Idempotency-Key") else { preconditionFailure("Idempotency-Key is a header name") }
        return name
    }
}
