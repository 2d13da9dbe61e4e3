import Foundation
import Hummingbird
import NIOCore
import ServiceKit

extension Request {
    /// Bytes that a form's body may have.
    private static let formLimit = 64 * 1024

    /// Reads the body as a form. Throws ``Problem``: 415 for another content type, 413 over the limit, 400 for what no browser sends.
    func form() async throws -> FormFields {
        let type = headers[.contentType]?.split(separator: ";").first?.trimmingCharacters(in: .whitespaces).lowercased()
        guard type == "application/x-www-form-urlencoded" else {
            throw Problem(.unsupportedMediaType, "unsupported_media_type", "Forms are sent as application/x-www-form-urlencoded.")
        }
        do {
            return try FormFields(try await body.collect(upTo: Self.formLimit).readableBytesView)
        } catch is NIOTooManyBytesError {
            throw Problem(.contentTooLarge, "content_too_large", "That was more than this form can hold.")
        } catch is FormFault {
            throw Problem(.badRequest, "malformed_form", "What was sent could not be read.")
        }
    }

    /// The fields of the query string. Throws ``Problem`` 400 for what no browser sends.
    func query() throws -> FormFields {
        do {
            return try FormFields(Array((uri.query ?? "").utf8))
        } catch {
            throw Problem(.badRequest, "malformed_query", "The address could not be read.")
        }
    }
}
