import Foundation
package import HTTPTypes
package import Hummingbird
import NIOCore

/// The JSON of the shop's API: camelCase, sorted keys (so that equal values have equal bytes and entity tags), dates as
/// ISO 8601 in UTC with milliseconds.
package enum ShopJSON {
    package static func encode(_ value: some Encodable) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .custom { date, encoder in
            var container = encoder.singleValueContainer()
            // The style cuts off what is below a millisecond, and 0.803 s is stored as a little less; so a date would shrink each time.
            let milliseconds = (date.timeIntervalSince1970 * 1_000).rounded()
            try container.encode(Date(timeIntervalSince1970: (milliseconds + 0.25) / 1_000).formatted(dateStyle))
        }
        return Array(try encoder.encode(value))
    }

    package static func decode<T: Decodable>(_ type: T.Type, from bytes: some Collection<UInt8>) throws -> T {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .custom { decoder in
            let container = try decoder.singleValueContainer()
            let text = try container.decode(String.self)
            if let date = (try? Date(text, strategy: dateStyle)) ?? (try? Date(text, strategy: .iso8601)) { return date }
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "must be an ISO 8601 date, such as 2026-01-31T12:00:00.000Z")
        }
        return try decoder.decode(type, from: Data(bytes))
    }

    private static let dateStyle = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
}

/// A JSON response of an already encoded body.
package func jsonResponse(
    bytes: [UInt8], status: HTTPResponse.Status = .ok, contentType: String = "application/json; charset=utf-8", headers: HTTPFields = [:]
) -> Response {
    var headers = headers
    headers[.contentType] = contentType
    headers[.contentLength] = String(bytes.count)
    return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
}

/// A JSON response of a value.
package func jsonResponse(_ value: some Encodable, status: HTTPResponse.Status = .ok, headers: HTTPFields = [:]) throws -> Response {
    jsonResponse(bytes: try ShopJSON.encode(value), status: status, headers: headers)
}
