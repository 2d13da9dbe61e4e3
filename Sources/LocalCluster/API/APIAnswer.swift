import HTTPTypes
import Hummingbird
import KubeModel
import NIOCore

/// An answer of the API before it is written.
struct APIAnswer: Sendable {
    var status: HTTPResponse.Status = .ok
    var json: JSON
    var contentType = "application/json"
    /// Sentences for the client, one `Warning` header each.
    var warnings: [String] = []
    var headers: HTTPFields = [:]

    init(_ json: JSON, status: HTTPResponse.Status = .ok, warnings: [String] = []) {
        self.json = json
        self.status = status
        self.warnings = warnings
    }

    init(_ error: StatusError) {
        json = error.json
        // Without what is not said; a 404 has details even where they are empty, which kubectl reads unasked.
        let details = (error.json["details"].object ?? [:]).filter { !$0.value.isNull }
        json["details"] = details.isEmpty && error.code != 404 ? .null : .object(details)
        status = HTTPResponse.Status(code: error.code)
        if let seconds = error.details["retryAfterSeconds"].int { headers[.retryAfter] = String(seconds) }
    }

    var response: Response {
        var headers = headers
        headers[.contentType] = contentType
        headers[.cacheControl] = "no-cache, private"
        for warning in warnings.prefix(64) {
            headers.append(HTTPField(name: .warning, value: "299 - \"\(Self.quoted(warning))\""))
        }
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: json.bytes)))
    }

    /// The text of a quoted header value: printable ASCII, shortened, with quotes and backslashes escaped.
    private static func quoted(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars.prefix(1_000) {
            switch scalar {
            case "\"", "\\": result += "\\\(scalar)"
            case " "..."~": result.unicodeScalars.append(scalar)
            default: result += " "
            }
        }
        return result
    }
}

extension HTTPField.Name {
    static let warning = HTTPField.Name(verified: "Warning")
    static let auditID = HTTPField.Name(verified: "Audit-Id")
}

extension HTTPField.Name {
    /// A name that is known to be one.
    private init(verified name: String) {
        guard let field = HTTPField.Name(name) else { preconditionFailure("\(name) is no header name") }
        self = field
    }
}
