import AsyncHTTPClient
import HTTPTypes
import Hummingbird
import NIOCore
import NIOHTTP1
import ServiceKit
import TestKit
import Testing

/// A server in front that hands everything below /api on to one behind.
@Suite struct RequestForwarderTests {
    private func withFront(
        behind routes: @escaping @Sendable (RouterGroup<ShopRequestContext>) -> Void, timeout: Duration = .seconds(10),
        _ body: @escaping @Sendable (_ front: String, _ http: HTTPClient) async throws -> Void
    ) async throws {
        try await withLiveServer(routes: routes) { behind, http in
            let forwarder = RequestForwarder(service: "stock", baseURLs: [behind], http: http)
            try await withLiveServer(routes: { group in
                for method in [HTTPRequest.Method.get, .post] {
                    group.on("api/**", method: method) { try await forwarder.forward($0, context: $1, timeout: timeout) }
                }
            }) { front, http in try await body(front, http) }
        }
    }

    private func send(
        _ method: HTTPMethod, _ url: String, _ http: HTTPClient, headers: HTTPHeaders = [:], body: HTTPClientRequest.Body? = nil
    ) async throws -> (head: HTTPClientResponse, body: String) {
        var request = HTTPClientRequest(url: url)
        request.method = method
        request.headers = headers
        request.body = body
        let response = try await http.execute(request, timeout: .seconds(20))
        return (response, String(buffer: try await response.body.collect(upTo: 32 << 20)))
    }

    @Test func handsOnPathQueryHeadersAndStatus() async throws {
        try await withFront(behind: { routes in
            routes.get("api/things/{id}") { request, context in
                var response = Response(
                    status: .accepted,
                    body: .init(byteBuffer: ByteBuffer(string: "\(request.uri.string) \(context.bearer ?? "") \(context.requestID)")))
                response.headers[.eTag] = "\"7\""
                response.headers[.requestIDEcho] = request.headers[.connection] ?? "none"
                return response
            }
        }) { front, http in
            let answer = try await self.send(
                .GET, front + "/api/things/a%20b?x=1&y=%26", http,
                headers: ["authorization": "Bearer abc", "x-request-id": "req-1", "connection": "x-hop", "x-hop": "1"])
            #expect(answer.head.status == .accepted)
            #expect(answer.body == "/api/things/a%20b?x=1&y=%26 abc req-1")
            #expect(answer.head.headers.first(name: "etag") == "\"7\"")
            #expect(answer.head.headers.first(name: "x-echo") != "x-hop")
        }
    }

    @Test func streamsLargeBodiesBothWays() async throws {
        try await withFront(behind: { routes in
            routes.post("api/sum") { request, _ in
                var total = 0
                for try await buffer in request.body { total += buffer.readableBytes }
                return "\(total)"
            }
            routes.get("api/large") { _, _ in
                Response(
                    status: .ok,
                    body: .init { writer in
                        for _ in 0..<256 { try await writer.write(ByteBuffer(repeating: 0x61, count: 65_536)) }
                        try await writer.finish(nil)
                    })
            }
        }) { front, http in
            let chunks = AsyncStream<ByteBuffer> { continuation in
                for _ in 0..<320 { continuation.yield(ByteBuffer(repeating: 0x62, count: 32_768)) }
                continuation.finish()
            }
            let up = try await self.send(.POST, front + "/api/sum", http, body: .stream(chunks, length: .unknown))
            #expect(up.body == "\(320 * 32_768)")
            #expect(try await self.send(.GET, front + "/api/large", http).body.utf8.count == 256 * 65_536)
        }
    }

    /// Whoever answers before it has read the body, for instance because it is overloaded, must not have two readers meet on the caller's
    /// connection: that ends the process.
    @Test(arguments: [1, 2]) func anAnswerMayComeBeforeTheBodyIsSent(_ seed: UInt64) async throws {
        try await withFront(behind: { routes in routes.post("api/early") { _, _ in "early" } }) { front, http in
            await withTaskGroup(of: Void.self) { group in
                for visitor in 0..<8 {
                    group.addTask {
                        var random = SeededGenerator(seed: seed * 100 + UInt64(visitor))
                        for _ in 0..<40 {
                            let sizes = (0..<Int.random(in: 1...40, using: &random)).map { _ in Int.random(in: 1...16_384, using: &random) }
                            let length = sizes.reduce(0, +)
                            let chunks = AsyncStream<ByteBuffer> { continuation in
                                for size in sizes { continuation.yield(ByteBuffer(repeating: 0x62, count: size)) }
                                continuation.finish()
                            }
                            let isKnown = Bool.random(using: &random)
                            let body = HTTPClientRequest.Body.stream(chunks, length: isKnown ? .known(Int64(length)) : .unknown)
                            let answer = try? await self.send(.POST, front + "/api/early", http, body: body)
                            #expect(answer?.body == "early", "\(length) bytes, seed \(seed)")
                        }
                    }
                }
            }
        }
    }

    /// Nobody is there to hand it on to while the caller is still sending.
    @Test func aBodyThatCannotBeHandedOnIsReadToItsEnd() async throws {
        try await withLiveServer(routes: { group in
            let dead = RequestForwarder(service: "stock", baseURLs: ["http://127.0.0.1:1"], http: HTTPClient.shared)
            group.post("api/dead") { try await dead.forward($0, context: $1, timeout: .milliseconds(200)) }
        }) { front, http in
            for _ in 0..<10 {
                let chunks = AsyncStream<ByteBuffer> { continuation in
                    for _ in 0..<32 { continuation.yield(ByteBuffer(repeating: 0x62, count: 32_768)) }
                    continuation.finish()
                }
                let answer = try await self.send(
                    .POST, front + "/api/dead", http, body: .stream(chunks, length: .known(Int64(32 * 32_768))))
                #expect(answer.head.status == .serviceUnavailable)
            }
        }
    }

    @Test func answersHeadWithoutABody() async throws {
        try await withFront(behind: { routes in routes.get("api/x") { _, _ in "hello" } }) { front, http in
            let answer = try await self.send(.HEAD, front + "/api/x", http)
            #expect(answer.head.status == .ok && answer.body.isEmpty)
        }
    }

    @Test func saysThatTheServiceIsAwayOrSilent() async throws {
        try await withLiveServer(routes: { group in
            let http = HTTPClient.shared
            let dead = RequestForwarder(service: "stock", baseURLs: ["http://127.0.0.1:1"], http: http)
            group.get("api/dead") { try await dead.forward($0, context: $1, timeout: .seconds(5)) }
        }) { front, http in
            let answer = try await self.send(.GET, front + "/api/dead", http)
            #expect(answer.head.status == .serviceUnavailable && answer.body.contains("stock is not available"))
            #expect(answer.head.headers.first(name: "retry-after") != nil)
        }
        try await withFront(
            behind: { routes in
                routes.get("api/silent") { _, _ in
                    try await Task.sleep(for: .milliseconds(600))
                    return "late"
                }
            }, timeout: .milliseconds(200)
        ) { front, http in
            let answer = try await self.send(.GET, front + "/api/silent", http)
            #expect(answer.head.status == .serviceUnavailable && answer.body.contains("did not answer in time"))
        }
    }

    /// An answer that breaks off must not look whole to the client.
    @Test func anAnswerThatBreaksOffIsNotPassedOffAsWhole() async throws {
        struct BrokenOff: Error {}
        try await withFront(behind: { routes in
            routes.get("api/broken") { _, _ in
                Response(
                    status: .ok,
                    body: .init { writer in
                        try await writer.write(ByteBuffer(string: "half"))
                        throw BrokenOff()
                    })
            }
        }) { front, http in
            await #expect(throws: (any Error).self) { try await self.send(.GET, front + "/api/broken", http) }
        }
    }
}

extension HTTPField.Name {
    fileprivate static let requestIDEcho = HTTPField.Name("x-echo") ?? .accept
}
