import HTTPTypes
import Hummingbird
import KubeClient
import KubeModel
import Logging
import NIOCore
import ServiceLifecycle
import Synchronization

/// A server that answers in turn what a test has written down, and keeps what it was asked. For answers that a sound API server never
/// gives; how the client gets on with a real one is told by the contract suite.
final class ScriptedServer: Sendable {
    /// One answer.
    enum Step: Sendable {
        case answer(Int, String, headers: [String: String] = [:])
        /// Pieces of a body; the connection stays open afterwards when `stays`.
        case stream([String], stays: Bool = false)
        /// The same piece every millisecond, until the client hangs up.
        case drip(String)
        /// Nothing, until the client gives up.
        case silence
    }

    struct Asked: Sendable {
        let line: String
        let authorization: String?
    }

    private let state: Mutex<(steps: [Step], asked: [Asked], hangUps: Int)>

    init(_ steps: [Step]) { state = Mutex((steps, [], 0)) }

    /// Method and target of each request so far.
    var lines: [String] { state.withLock { $0.asked.map(\.line) } }
    var tokens: [String?] { state.withLock { $0.asked.map(\.authorization) } }
    /// How often a client has hung up on what dripped.
    var hangUps: Int { state.withLock(\.hangUps) }

    /// Serves on a free loopback port while `body` runs.
    func serve(_ body: @escaping @Sendable (_ url: String) async throws -> Void) async throws {
        let (ports, announce) = AsyncStream<Int>.makeStream()
        let server = Application(
            responder: CallbackResponder<BasicRequestContext> { request, _ in try await self.answer(request) },
            configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { announce.yield($0.localAddress?.port ?? 0) }, logger: Logger(label: "test"))
        let group = ServiceGroup(services: [server], logger: Logger(label: "test"))
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            guard let port = await ports.first(where: { _ in true }) else { return }
            let outcome: Result<Void, any Error>
            do { outcome = .success(try await body("http://127.0.0.1:\(port)")) } catch { outcome = .failure(error) }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
            try outcome.get()
        }
    }

    private func answer(_ request: Request) async throws -> Response {
        let step = state.withLock { state in
            state.asked.append(
                Asked(line: "\(request.method.rawValue) \(request.head.path ?? "")", authorization: request.headers[.authorization]))
            return state.steps.isEmpty ? Step.answer(500, "the script has ended") : state.steps.removeFirst()
        }
        switch step {
        case .answer(let status, let body, let headers):
            var fields = HTTPFields()
            for (name, value) in headers {
                if let name = HTTPField.Name(name) { fields[name] = value }
            }
            return Response(status: .init(code: status), headers: fields, body: .init(byteBuffer: ByteBuffer(string: body)))
        case .stream(let pieces, let stays):
            return Response(
                status: .ok,
                body: ResponseBody { writer in
                    for piece in pieces { try await writer.write(ByteBuffer(string: piece)) }
                    if stays { try await Self.wait() }
                    try await writer.finish(nil)
                })
        case .drip(let piece):
            return Response(
                status: .ok,
                body: ResponseBody { writer in
                    defer { self.state.withLock { $0.hangUps += 1 } }
                    while true {
                        try await writer.write(ByteBuffer(string: piece))
                        try await Task.sleep(for: .milliseconds(1))
                    }
                })
        case .silence:
            try await Self.wait()
            return Response(status: .ok)
        }
    }

    /// Until the test is over.
    private static func wait() async throws {
        try await cancelWhenGracefulShutdown { try await Task.sleep(for: .seconds(30)) }
    }
}

/// Runs `body` with a client of the scripted server.
func withClient(
    of server: ScriptedServer, credential: KubeConfig.Credential = .anonymous, settings: ClientSettings = .quick,
    _ body: @escaping @Sendable (KubeClient) async throws -> Void
) async throws {
    try await server.serve { url in
        let config = KubeConfig(server: url, credential: credential, origin: "the test")
        try await KubeClient.withClient(config, settings: settings, logger: Logger(label: "test")) { try await body($0) }
    }
}

extension ClientSettings {
    /// With short pauses.
    static var quick: ClientSettings {
        var settings = ClientSettings()
        settings.backoff = Backoff(first: .milliseconds(1), longest: .milliseconds(2))
        return settings
    }
}
