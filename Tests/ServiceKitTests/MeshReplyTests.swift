import AsyncHTTPClient
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOHTTP1
import NIOPosix
import ServiceKit
import ServiceLifecycle
import Synchronization
import Testing

@Suite("Calls through a proxy", .serialized)
struct MeshReplyTests {
    /// A proxy that answers every request itself, as Envoy does when it has nobody to forward it to, and keeps what it was asked.
    private final class Proxy: Sendable {
        let asked = Mutex<[String]>([])
        let status: HTTPResponse.Status
        let headers: [String: String]

        init(_ status: HTTPResponse.Status, _ headers: [String: String] = [:]) {
            self.status = status
            self.headers = headers
        }

        func answer(_ request: Request) -> Response {
            asked.withLock { $0.append("\(request.head.authority ?? "") \(request.head.path ?? "")") }
            var fields = HTTPFields()
            for (name, value) in headers {
                if let name = HTTPField.Name(name) { fields[name] = value }
            }
            return Response(status: status, headers: fields)
        }

        var count: Int { asked.withLock(\.count) }
    }

    /// Serves the proxy on a free port, and hands out the connections of a process whose environment names it.
    private func with(
        _ proxy: Proxy, noProxy: String = "", _ body: @escaping @Sendable (OutboundTransport) async throws -> Void
    ) async throws {
        let (ports, announce) = AsyncStream<Int>.makeStream()
        let server = Application(
            responder: CallbackResponder<BasicRequestContext> { request, _ in proxy.answer(request) },
            configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { announce.yield($0.localAddress?.port ?? 0) }, logger: Logger(label: "test"))
        let group = ServiceGroup(services: [server], logger: Logger(label: "test"))
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            guard let port = await ports.first(where: { _ in true }) else { return }
            let environment = ["HTTP_PROXY": "http://127.0.0.1:\(port)", "NO_PROXY": noProxy]
            do {
                try await OutboundTransport.withTransport(environment: environment, body)
            } catch {
                Issue.record(error)
            }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
    }

    private func client(_ transport: OutboundTransport, _ url: String = "http://product-service") -> OutboundClient {
        OutboundClient(service: "stock", baseURLs: [url], token: nil, transport: transport, logger: Logger(label: "test"))
    }

    /// The first line and the host of a request, as they come over the wire.
    @Test func callsGoThroughTheProxyInAbsoluteForm() async throws {
        let server = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup).bind(host: "127.0.0.1", port: 0) { channel in
            channel.eventLoop.makeCompletedFuture {
                try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
            }
        }
        let port = try #require(server.channel.localAddress?.port)
        let text = try await server.executeThenClose { connections in
            async let answer = OutboundTransport.withTransport(environment: ["http_proxy": "http://127.0.0.1:\(port)"]) { transport in
                try await self.client(transport, "http://product-service:8080/base")
                    .send(OutboundCall(.get, "/products?limit=1", isIdempotent: true)).status
            }
            var text = ""
            for try await connection in connections {
                try await connection.executeThenClose { inbound, outbound in
                    for try await buffer in inbound {
                        text += String(buffer: buffer)
                        if text.hasSuffix("\r\n\r\n") { break }
                    }
                    try await outbound.write(ByteBuffer(string: "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n"))
                }
                break
            }
            #expect(try await answer == .noContent)
            return text.lowercased()
        }
        #expect(text.hasPrefix("get http://product-service:8080/base/products?limit=1 http/1.1\r\n"), "\(text)")
        #expect(text.components(separatedBy: "host: product-service:8080\r\n").count == 2, "\(text)")
    }

    @Test func requestsAreHandedOnThroughTheProxyToo() async throws {
        let proxy = Proxy(.ok, ["x-from": "proxy"])
        try await with(proxy) { transport in
            let forwarder = RequestForwarder(service: "stock", baseURLs: ["http://product-service"], transport: transport)
            try await withLiveServer(routes: { group in
                group.on("api/**", method: .get) { try await forwarder.forward($0, context: $1, timeout: .seconds(5)) }
            }) { front, http in
                let answer = try await http.execute(HTTPClientRequest(url: front + "/api/products"), timeout: .seconds(5))
                #expect(answer.headers.first(name: "x-from") == "proxy")
            }
        }
        #expect(proxy.asked.withLock { $0 } == ["product-service /api/products"])
    }

    @Test func exceptionsAndLoopbackAreCalledDirectly() async throws {
        let proxy = Proxy(.ok)
        try await with(proxy, noProxy: "direct.invalid") { transport in
            try await withLiveServer(routes: { routes in routes.get("here") { _, _ in "here" } }) { baseURL, _ in
                let response = try await self.client(transport, baseURL).send(OutboundCall(.get, "/here", isIdempotent: true))
                #expect(String(decoding: response.body, as: UTF8.self) == "here")
            }
            await #expect(throws: OutboundError.self) {
                try await self.client(transport, "http://direct.invalid").send(OutboundCall(.get, "/", isIdempotent: true))
            }
        }
        #expect(proxy.count == 0)
    }

    private struct Case: Sendable, CustomTestStringConvertible {
        let status: HTTPResponse.Status
        let headers: [String: String]
        let isUnprocessed: Bool
        var testDescription: String { "\(status.code) \(headers)" }
    }

    private static let flags = "x-envoy-response-flags"
    private static let attempts = "x-envoy-attempt-count"

    @Test(arguments: [
        Case(status: .serviceUnavailable, headers: [flags: "UH"], isUnprocessed: true),
        Case(status: .serviceUnavailable, headers: [flags: "UF"], isUnprocessed: true),
        Case(status: .serviceUnavailable, headers: [flags: "UF,URX", attempts: "1"], isUnprocessed: true),
        Case(status: .serviceUnavailable, headers: [flags: "UO", "x-envoy-overloaded": "true"], isUnprocessed: true),
        Case(status: .serviceUnavailable, headers: ["x-envoy-overloaded": "true"], isUnprocessed: true),
        Case(status: .serviceUnavailable, headers: [flags: "NC"], isUnprocessed: true),
        Case(status: .tooManyRequests, headers: [flags: "RL"], isUnprocessed: true),
        Case(status: .serviceUnavailable, headers: [flags: "FI"], isUnprocessed: true),
        // After a first try nobody knows what that one did.
        Case(status: .serviceUnavailable, headers: [flags: "UF,URX", attempts: "3"], isUnprocessed: false),
        Case(status: .serviceUnavailable, headers: [flags: "UH", attempts: "2"], isUnprocessed: false),
        // Sent, and then the connection broke or nothing came in time.
        Case(status: .serviceUnavailable, headers: [flags: "UC"], isUnprocessed: false),
        Case(status: .serviceUnavailable, headers: [flags: "UR"], isUnprocessed: false),
        Case(status: .serviceUnavailable, headers: [flags: "LR"], isUnprocessed: false),
        Case(status: .gatewayTimeout, headers: [flags: "UT"], isUnprocessed: false),
        Case(status: .serviceUnavailable, headers: [flags: "UF,UC"], isUnprocessed: false),
        Case(status: .badGateway, headers: [flags: "UPE"], isUnprocessed: false),
        Case(status: .serviceUnavailable, headers: [flags: "URX"], isUnprocessed: false),
        // The service's own answer.
        Case(status: .serviceUnavailable, headers: [flags: "-"], isUnprocessed: false),
        Case(status: .serviceUnavailable, headers: [:], isUnprocessed: false),
    ])
    private func whatTheMeshAnswersSaysWhetherTheCallWasProcessed(sample: Case) async throws {
        let proxy = Proxy(sample.status, sample.headers)
        try await with(proxy) { transport in
            do {
                let answer = try await self.client(transport).send(OutboundCall(.post, "/orders", isIdempotent: false))
                Issue.record("answered \(answer.status)")
            } catch let error as OutboundError {
                switch error {
                case .unavailable: #expect(sample.isUnprocessed)
                case .outcomeUnknown: #expect(!sample.isUnprocessed)
                case .unexpected: Issue.record(error)
                }
            }
        }
        #expect(sample.isUnprocessed ? proxy.count > 1 : proxy.count == 1, "only what was certainly not processed is sent again")
    }

    @Test func oneBadReplicaDoesNotOpenTheBreakerOfAll() async throws {
        let proxy = Proxy(.internalServerError)
        try await with(proxy) { transport in
            let client = self.client(transport)
            for _ in 0..<20 {
                await #expect(throws: OutboundError.outcomeUnknown(service: "stock", reason: "answered 500")) {
                    try await client.send(OutboundCall(.post, "/orders", isIdempotent: false))
                }
            }
        }
        #expect(proxy.count == 20)
    }

    @Test func aBodyThatStallsIsNotWaitedForLongerThanTheTimeout() async throws {
        try await withLiveServer(routes: { routes in
            routes.get("stalls") { _, _ in
                Response(
                    status: .ok,
                    body: .init { writer in
                        try await writer.write(ByteBuffer(string: "some"))
                        try await cancelWhenGracefulShutdown { try await Task.sleep(for: .seconds(20)) }
                        try await writer.finish(nil)
                    })
            }
        }) { baseURL, http in
            let start = ContinuousClock.now
            await #expect(throws: OutboundError.self) {
                try await self.client(OutboundTransport(direct: http), baseURL)
                    .send(OutboundCall(.get, "/stalls", isIdempotent: false, timeout: .milliseconds(300)))
            }
            #expect(ContinuousClock.now - start < .seconds(5))
        }
    }
}
