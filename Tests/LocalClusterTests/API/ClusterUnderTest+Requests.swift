import AsyncHTTPClient
import KubeModel
import LocalCluster
import NIOCore
import NIOHTTP1

/// What the API has answered.
struct Reply: Sendable {
    let status: Int
    let headers: HTTPHeaders
    let text: String

    /// Null for what is no JSON.
    var json: JSON { (try? JSON(parsing: text)) ?? .null }

    var warnings: [String] { headers["warning"] }
}

/// Who sends a request.
enum Caller: Sendable {
    case administrator, nobody
    case bearer(String)
}

extension ClusterUnderTest {
    /// Sends one request and reads the whole answer.
    func send(
        _ method: HTTPMethod, _ path: String, _ body: String? = nil, type: String = "application/json", accept: String? = nil,
        as caller: Caller = .administrator
    ) async throws -> Reply {
        let response = try await http.execute(request(method, path, body, type, accept, caller), timeout: .seconds(30))
        let buffer = try await response.body.collect(upTo: 64 << 20)
        return Reply(status: Int(response.status.code), headers: response.headers, text: String(buffer: buffer))
    }

    func send(_ method: HTTPMethod, _ path: String, json: JSON) async throws -> Reply {
        try await send(method, path, json.text)
    }

    /// Begins a request whose answer goes on, and reads it a line at a time.
    func lines(_ path: String, accept: String? = nil) async throws -> LineReader {
        let response = try await http.execute(request(.GET, path, nil, "", accept, .administrator), timeout: .seconds(60))
        return LineReader(status: Int(response.status.code), body: response.body)
    }

    private func request(
        _ method: HTTPMethod, _ path: String, _ body: String?, _ type: String, _ accept: String?, _ caller: Caller
    ) -> HTTPClientRequest {
        var request = HTTPClientRequest(url: server + path)
        request.method = method
        request.headers.add(name: "User-Agent", value: "tester/1.0")
        switch caller {
        case .administrator: request.headers.add(name: "Authorization", value: "Bearer \(tokens.administrator)")
        case .bearer(let token): request.headers.add(name: "Authorization", value: "Bearer \(token)")
        case .nobody: break
        }
        if let accept { request.headers.add(name: "Accept", value: accept) }
        if let body {
            request.headers.add(name: "Content-Type", value: type)
            request.body = .bytes(ByteBuffer(string: body))
        }
        return request
    }
}

/// Reads the lines of an answer as they come.
struct LineReader {
    let status: Int
    private var iterator: HTTPClientResponse.Body.AsyncIterator
    private var buffer: [UInt8] = []

    init(status: Int, body: HTTPClientResponse.Body) {
        self.status = status
        iterator = body.makeAsyncIterator()
    }

    /// The next line; nil at the end.
    mutating func next() async throws -> JSON? {
        while true {
            if let end = buffer.firstIndex(of: UInt8(ascii: "\n")) {
                let line = Array(buffer[..<end])
                buffer.removeFirst(end + 1)
                return try JSON(parsing: line)
            }
            guard let chunk = try await iterator.next() else { return nil }
            buffer.append(contentsOf: chunk.readableBytesView)
        }
    }
}
