import AsyncHTTPClient
import FaultProxy
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOHTTP1
import NIOPosix
import Testing

/// The proxy before a real server, over real connections.
@Suite struct FaultProxyTests {
    /// Opens a server that tells what it was asked, and a proxy before it, and hands the proxy's URL to `body`.
    private func withProxy(
        _ decider: FaultDecider, onFault: @escaping @Sendable (FaultProxy.Fault) -> Void = { _ in },
        _ body: @escaping @Sendable (String) async throws -> Void
    ) async throws {
        let router = Router()
        router.get("/hello") { _, _ in "hello" }
        router.head("/hello") { _, _ in Response(status: .ok, headers: [.contentLength: "5"]) }
        router.post("/echo") { request, _ -> Response in
            let bytes = try await request.body.collect(upTo: 4 * 1024 * 1024)
            return Response(status: .created, headers: [.contentType: "text/plain"], body: .init(byteBuffer: bytes))
        }
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let (ports, found) = AsyncStream.makeStream(of: Int.self)
        let server = Application(
            router: router, configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { found.yield($0.localAddress?.port ?? 0) }, logger: logger)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run() }
            var opened = ports.makeAsyncIterator()
            let upstream = await opened.next() ?? 0
            let proxy = FaultProxy(
                decider, to: .init(host: "127.0.0.1", port: upstream), group: MultiThreadedEventLoopGroup.singleton, onFault: onFault)
            group.addTask { try await proxy.run(at: .init(host: "127.0.0.1", port: 0)) { found.yield($0) } }
            let port = await opened.next() ?? 0
            try await body("http://127.0.0.1:\(port)")
            #expect(proxy.activeRequests == 0)
            group.cancelAll()
        }
    }

    private func send(
        _ method: HTTPMethod, _ url: String, body: String? = nil
    ) async throws -> (status: Int, headers: HTTPHeaders, body: String) {
        var request = HTTPClientRequest(url: url)
        request.method = method
        if let body { request.body = .bytes(ByteBuffer(string: body)) }
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(10))
        return (Int(response.status.code), response.headers, String(buffer: try await response.body.collect(upTo: 4 * 1024 * 1024)))
    }

    @Test func whatNoRuleMeansPassesUnchanged() async throws {
        try await withProxy(FaultDecider([FaultRule(path: "/other", errors: 1)], seed: 1)) { url in
            let large = String(repeating: "0123456789", count: 100_000)
            for _ in 0..<20 {
                #expect(try await send(.GET, url + "/hello").body == "hello")
                let echo = try await send(.POST, url + "/echo", body: large)
                #expect(echo.status == 201 && echo.body == large && echo.headers.first(name: "content-type") == "text/plain")
                let head = try await send(.HEAD, url + "/hello")
                #expect(head.status == 200 && head.body.isEmpty)
                #expect(try await send(.GET, url + "/nothing").status == 404)
            }
        }
    }

    @Test func manyAtOnceGetTheirOwnAnswers() async throws {
        try await withProxy(FaultDecider([], seed: 1)) { url in
            try await withThrowingTaskGroup(of: Bool.self) { group in
                for number in 0..<200 {
                    group.addTask { try await send(.POST, url + "/echo", body: "\(number)").body == "\(number)" }
                }
                for try await isRight in group { #expect(isRight) }
            }
        }
    }

    @Test func errorsAreAnsweredWithoutTheServerAndTheConnectionGoesOn() async throws {
        try await withProxy(FaultDecider([FaultRule(methods: ["POST"], errors: 1, status: 503)], seed: 1)) { url in
            for _ in 0..<5 {
                let (refused, passed) = (try await send(.POST, url + "/echo", body: "x"), try await send(.GET, url + "/hello"))
                #expect(refused.status == 503 && passed.status == 200)
            }
        }
    }

    @Test func answersComeLater() async throws {
        try await withProxy(FaultDecider([FaultRule(delayMilliseconds: 60)], seed: 1)) { url in
            let start = ContinuousClock.now
            let late = try await send(.GET, url + "/hello")
            #expect(late.status == 200)
            #expect(start.duration(to: .now) >= .milliseconds(60))
        }
    }

    @Test func theRequestThatCrashesItIsTold() async throws {
        let (crashes, happened) = AsyncStream.makeStream(of: FaultProxy.Fault.self)
        try await withProxy(FaultDecider([], crash: .init(afterRequests: 2), seed: 1), onFault: { happened.yield($0) }) { url in
            _ = try await send(.GET, url + "/hello")
            _ = try await send(.GET, url + "/hello")
            happened.finish()
        }
        var told: [FaultProxy.Fault] = []
        for await crash in crashes { told.append(crash) }
        #expect(told == [.crash])
    }
}
