import AsyncHTTPClient
import Delivery
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import ServiceLifecycle
import Synchronization

/// A server of metrics that answers as the test has it, and keeps what it was asked.
final class PlayedServer: Sendable {
    struct Asked: Sendable, Equatable {
        var method: String
        var path: String
        var authorization: String?
        /// The fields of its form.
        var form: [String: String]
    }

    enum Answer: Sendable {
        case text(String, status: Int = 200, type: String? = "text/plain; version=0.0.4; charset=utf-8")
        case json(String, status: Int = 200)
        /// Elsewhere on the same server.
        case moved(to: String)
        /// This piece and then nothing more.
        case stalled(after: String)
        /// This piece, and then the connection is cut.
        case cut(after: String)
        /// Nothing at all.
        case silence

        /// How long to wait for it: long, unless it is known never to end.
        var patience: Duration {
            switch self {
            case .stalled, .silence: .milliseconds(300)
            case .text, .json, .moved, .cut: .seconds(30)
            }
        }
    }

    private let respond: @Sendable (Asked) -> Answer
    private let asked = Mutex<[Asked]>([])

    init(_ respond: @escaping @Sendable (Asked) -> Answer) { self.respond = respond }

    /// Every request so far.
    var requests: [Asked] { asked.withLock { $0 } }

    /// Serves on a free loopback port while `body` runs.
    func serve(_ body: @escaping @Sendable (_ url: String, _ http: HTTPClient) async throws -> Void) async throws {
        let (ports, announce) = AsyncStream<Int>.makeStream()
        let server = Application(
            responder: CallbackResponder<BasicRequestContext> { request, _ in try await self.answer(request) },
            configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { announce.yield($0.localAddress?.port ?? 0) }, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
        let group = ServiceGroup(services: [server], logger: Logger(label: "test"))
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            guard let port = await ports.first(where: { _ in true }) else { return }
            let outcome: Result<Void, any Error>
            do {
                outcome = .success(
                    try await HTTPClient.withHTTPClient(configuration: .metricSources) { try await body("http://127.0.0.1:\(port)", $0) })
            } catch {
                outcome = .failure(error)
            }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
            try outcome.get()
        }
    }

    private func answer(_ request: Request) async throws -> Response {
        let body = try await request.body.collect(upTo: 1 << 20)
        let question = Asked(
            method: request.method.rawValue, path: request.uri.path, authorization: request.headers[.authorization],
            form: Self.form(String(buffer: body)))
        asked.withLock { $0.append(question) }
        switch respond(question) {
        case .text(let text, let status, let type):
            var headers = HTTPFields()
            headers[.contentType] = type
            return Response(status: .init(code: status), headers: headers, body: .init(byteBuffer: ByteBuffer(string: text)))
        case .json(let text, let status):
            return Response(
                status: .init(code: status), headers: [.contentType: "application/json"],
                body: .init(byteBuffer: ByteBuffer(string: text)))
        case .moved(let path):
            return Response(status: .temporaryRedirect, headers: [.location: path])
        case .stalled(let piece):
            return Response(
                status: .ok,
                body: ResponseBody { writer in
                    try await writer.write(ByteBuffer(string: piece))
                    try await Self.wait()
                    try await writer.finish(nil)
                })
        case .cut(let piece):
            return Response(
                status: .ok,
                body: ResponseBody { writer in
                    try await writer.write(ByteBuffer(string: piece))
                    throw CancellationError()
                })
        case .silence:
            try await Self.wait()
            return Response(status: .ok)
        }
    }

    private static func form(_ text: String) -> [String: String] {
        let pairs = text.split(separator: "&").map { $0.split(separator: "=", maxSplits: 1).map { $0.removingURLPercentEncoding() } }
        return Dictionary(pairs.filter { $0.count == 2 }.map { ($0[0], $0[1]) }) { $1 }
    }

    /// Until the test is over.
    private static func wait() async throws {
        try await cancelWhenGracefulShutdown { try await Task.sleep(for: .seconds(30)) }
    }
}

extension Substring {
    /// As a form's field is written, without `+` for a blank.
    fileprivate func removingURLPercentEncoding() -> String {
        var bytes: [UInt8] = []
        var rest = utf8
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%"), rest.count >= 2, let value = UInt8(String(rest.prefix(2)) ?? "", radix: 16) else {
                bytes.append(byte)
                continue
            }
            bytes.append(value)
            rest = rest.dropFirst(2)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
