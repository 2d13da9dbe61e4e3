/// One request to the API, as it goes over the wire.
package struct APIRequest: Sendable, Equatable {
    package var method: String
    /// From the slash on, percent-encoded, without a query.
    package var path: String
    package var query: [(name: String, value: String)]
    package var contentType: String?
    package var accept = "application/json"
    package var body: [UInt8]?

    package init(
        _ method: String, _ path: String, query: [(name: String, value: String)] = [], contentType: String? = nil, body: [UInt8]? = nil
    ) {
        self.method = method
        self.path = path
        self.query = query
        self.contentType = contentType
        self.body = body
    }

    /// Whether it may be sent again when nobody knows what became of it.
    var isSafe: Bool { method == "GET" || method == "HEAD" }

    /// Path and query.
    package var target: String {
        guard !query.isEmpty else { return path }
        return path + "?" + query.map { "\(Self.encoded($0.name))=\(Self.encoded($0.value))" }.joined(separator: "&")
    }

    /// Percent-encodes all but the unreserved characters of RFC 3986.
    static func encoded(_ text: String) -> String {
        var output: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"):
                output.append(byte)
            default:
                let digits = Array("0123456789ABCDEF".utf8)
                output += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: output, as: UTF8.self)
    }

    package static func == (left: Self, right: Self) -> Bool {
        left.method == right.method && left.target == right.target && left.contentType == right.contentType
            && left.accept == right.accept && left.body == right.body
    }
}
