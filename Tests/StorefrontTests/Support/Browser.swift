import HTTPTypes
import HummingbirdTesting
import NIOCore

/// A browser without scripts: it keeps cookies, follows redirects and sends forms.
struct Browser {
    struct Cookie: Equatable {
        let value: String
        let attributes: [String]
        var path: String { attributes.first { $0.hasPrefix("Path=") }.map { String($0.dropFirst(5)) } ?? "/" }
    }

    private let client: any TestClientProtocol
    private(set) var cookies: [String: Cookie] = [:]
    var headers: HTTPFields = [:]
    /// Redirects of the last request, by address.
    private(set) var redirects: [String] = []

    init(_ client: any TestClientProtocol) { self.client = client }

    mutating func get(_ url: String) async throws -> WebPage { try await request(.get, url, body: nil) }

    mutating func send(_ form: HTMLForm) async throws -> WebPage {
        let text = form.values.map { "\(Self.encoded($0.name))=\(Self.encoded($0.value))" }.joined(separator: "&")
        if form.method == "get" { return try await get("\(form.action)?\(text)") }
        return try await post(form.action, text)
    }

    mutating func post(_ url: String, _ body: String, type: String = "application/x-www-form-urlencoded") async throws -> WebPage {
        try await request(.post, url, body: ByteBuffer(string: body), type: type)
    }

    /// The same visitor with other cookies.
    mutating func setCookie(_ name: String, _ value: String?, path: String = "/") {
        cookies[name] = value.map { Cookie(value: $0, attributes: ["Path=\(path)"]) }
    }

    private mutating func request(_ method: HTTPRequest.Method, _ url: String, body: ByteBuffer?, type: String = "") async throws -> WebPage
    {
        redirects = []
        var (method, url, body) = (method, url, body)
        while true {
            var fields = headers
            let path = url.split(separator: "?", maxSplits: 1).first.map(String.init) ?? "/"
            let sent = cookies.filter { path.hasPrefix($0.value.path) }.sorted { $0.key < $1.key }
            if !sent.isEmpty { fields[.cookie] = sent.map { "\($0.key)=\($0.value.value)" }.joined(separator: "; ") }
            if body != nil { fields[.contentType] = type }
            let response = try await client.executeRequest(uri: url, method: method, headers: fields, body: body)
            response.headers[values: .setCookie].forEach { keep($0) }
            guard response.status == .seeOther, let location = response.headers[.location], redirects.count < 10 else {
                return WebPage(url: url, response: response)
            }
            redirects.append(location)
            (method, url, body) = (.get, location, nil)
        }
    }

    private mutating func keep(_ header: String) {
        let parts = header.split(separator: ";").map { $0.drop { $0 == " " } }.map(String.init)
        guard let pair = parts.first?.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false), pair.count == 2 else { return }
        let cookie = Cookie(value: String(pair[1]), attributes: Array(parts.dropFirst()))
        cookies[String(pair[0])] = cookie.attributes.contains("Max-Age=0") ? nil : cookie
    }

    static func encoded(_ text: String) -> String {
        text.utf8.map { byte in
            let scalar = Unicode.Scalar(byte)
            if scalar == " " { return "+" }
            if ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || ("0"..."9").contains(scalar) || scalar == "-" {
                return String(scalar)
            }
            let hex = String(byte, radix: 16, uppercase: true)
            return "%\(hex.count == 1 ? "0" : "")\(hex)"
        }.joined()
    }
}
