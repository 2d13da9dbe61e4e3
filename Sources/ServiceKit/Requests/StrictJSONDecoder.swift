package import Hummingbird
import Foundation
import HTTPTypes
import NIOCore

/// Decodes JSON bodies and turns every fault of the sender's into a ``Problem`` that says where and what.
package struct StrictJSONDecoder: RequestDecoder {
    /// Throws ``Problem``: 415 without a JSON content type, 413 over the limit, 400 `invalid_json`, 422 `validation_failed`.
    package func decode<T: Decodable>(_ type: T.Type, from request: Request, context: some RequestContext) async throws -> T {
        guard Self.isJSON(request.headers[.contentType]) else {
            throw Problem(.unsupportedMediaType, "unsupported_media_type", "Send the body as Content-Type: application/json.")
        }
        let body: ByteBuffer
        do {
            body = try await request.body.collect(upTo: context.maxUploadSize)
        } catch is NIOTooManyBytesError {
            throw Problem.contentTooLarge(limit: context.maxUploadSize)
        }
        do {
            return try ShopJSON.decode(type, from: body.readableBytesView)
        } catch let error as DecodingError {
            let problem = Problem(decoding: error)
            let numbers = problem.code == "invalid_json" ? JSONNumberFaults.find(in: body.readableBytesView) : []
            throw numbers.isEmpty ? problem : .validation(numbers)
        }
    }

    private static func isJSON(_ contentType: String?) -> Bool {
        guard let type = contentType?.split(separator: ";").first?.trimmingCharacters(in: .whitespaces).lowercased() else { return false }
        return type == "application/json" || (type.hasPrefix("application/") && type.hasSuffix("+json"))
    }
}
