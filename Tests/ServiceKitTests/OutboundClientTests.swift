import AsyncHTTPClient
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOPosix
import ServiceKit
import Synchronization
import Telemetry
import Testing

@Suite struct OutboundClientTests {
    private final class Hits: Sendable {
        private let count = Atomic<Int>(0)
        func next() -> Int { count.wrappingAdd(1, ordering: .relaxed).newValue }
        var total: Int { count.load(ordering: .relaxed) }
    }

    private func client(_ baseURLs: [String], http: HTTPClient) -> OutboundClient {
        OutboundClient(service: "stock", baseURLs: baseURLs, token: "secret-token", http: http, logger: Logger(label: "test"))
    }

    /// Runs `body` with a loopback address that refuses connections: its port is taken, and nobody listens there.
    private func withDeadAddress<Result>(_ body: (String) async throws -> Result) async throws -> Result {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let status = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, length) == 0 ? getsockname(descriptor, $0, &length) : -1
            }
        }
        try #require(status == 0)
        return try await body("http://127.0.0.1:\(UInt16(bigEndian: address.sin_port))")
    }

    @Test func sendsTokenScopeAndDeadlineAlong() async throws {
        try await withLiveServer(routes: { routes in
            routes.get("echo") { request, context in
                let milliseconds = request.headers[HTTPField.Name("x-envoy-expected-rq-timeout-ms") ?? .accept].flatMap(Int.init) ?? 0
                return "\(context.bearer ?? "") \(context.requestID) \(context.trace.traceID) \((1...20_000).contains(milliseconds))"
            }
        }) { baseURL, http in
            let scope = RequestScope.background(deadline: .after(.seconds(20)))
            let response = try await RequestScope.$current.withValue(scope) {
                try await self.client([baseURL], http: http).send(OutboundCall(.get, "/echo", isIdempotent: true, timeout: .seconds(60)))
            }
            let expected = "secret-token \(scope.requestID) \(scope.trace.traceID) true"
            #expect(String(decoding: response.body, as: UTF8.self) == expected)
        }
    }

    @Test func aRefusedConnectionIsTriedElsewhereWhateverTheMethod() async throws {
        let hits = Hits()
        try await withLiveServer(routes: { routes in
            routes.post("orders") { _, _ in "\(hits.next())" }
        }) { baseURL, http in
            try await self.withDeadAddress { dead in
                let client = self.client([dead, baseURL], http: http)
                for _ in 0..<20 {
                    let response = try await client.send(OutboundCall(.post, "/orders", isIdempotent: false))
                    #expect(response.status == .ok)
                }
            }
            #expect(hits.total == 20)
        }
    }

    @Test func nobodyThereIsUnavailable() async throws {
        try await withDeadAddress { address in
            try await OutboundPool.withPool { http in
                let client = client([address], http: http)
                await #expect(throws: OutboundError.unavailable(service: "stock", reason: "connection refused", retryAfter: .seconds(1))) {
                    try await client.send(OutboundCall(.get, "/", isIdempotent: true))
                }
            }
        }
    }

    @Test(arguments: [true, false])
    func aProblemWith503IsAnAnswerToACallThatReadsIt(reads: Bool) async throws {
        let hits = Hits()
        try await withLiveServer(routes: { routes in
            routes.post("orders") { _, _ -> String in
                _ = hits.next()
                throw Problem.unavailable("Wait.", retryAfter: .seconds(1), code: "outcome_pending")
            }
        }) { baseURL, http in
            var call = OutboundCall(.post, "/orders", isIdempotent: true)
            call.readsUnavailable = reads
            let outcome: String?
            do {
                outcome = try await self.client([baseURL], http: http).send(call).problem?.code
            } catch {
                outcome = nil
            }
            #expect(outcome == (reads ? "outcome_pending" : nil))
            #expect(reads ? hits.total == 1 : hits.total > 1, "an answer is not asked for again")
        }
    }

    @Test(arguments: [true, false])
    func anUnknownOutcomeIsRetriedOnlyIfIdempotent(isIdempotent: Bool) async throws {
        let hits = Hits()
        try await withLiveServer(routes: { routes in
            routes.post("flaky") { _, _ -> Response in
                Response(status: hits.next() < 3 ? .internalServerError : .ok)
            }
        }) { baseURL, http in
            let call = OutboundCall(.post, "/flaky", isIdempotent: isIdempotent)
            if isIdempotent {
                let response = try await self.client([baseURL], http: http).send(call)
                #expect(response.status == .ok)
                #expect(hits.total == 3)
            } else {
                await #expect(throws: OutboundError.outcomeUnknown(service: "stock", reason: "answered 500")) {
                    try await self.client([baseURL], http: http).send(call)
                }
                #expect(hits.total == 1)
            }
        }
    }

    /// Pitfall 4: a connection that is closed on a request has perhaps delivered it, a kept one that was idle among them.
    @Test(arguments: [true, false])
    func aConnectionThatBreaksIsTriedAgainOnlyIfIdempotent(isIdempotent: Bool) async throws {
        let hits = Hits()
        let server = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture { try channel.pipeline.syncOperations.addHandler(Closing { _ = hits.next() }) }
            }.bind(host: "127.0.0.1", port: 0).get()
        let port = try #require(server.localAddress?.port)
        try await OutboundPool.withPool { http in
            let client = client(["http://127.0.0.1:\(port)"], http: http)
            let error = await #expect(throws: OutboundError.self) {
                try await client.send(OutboundCall(.post, "/orders", isIdempotent: isIdempotent))
            }
            guard case .outcomeUnknown? = error else {
                Issue.record("\(String(describing: error))")
                return
            }
        }
        #expect(isIdempotent ? hits.total > 1 : hits.total == 1)
        try await server.close()
    }

    /// Takes a request, and closes the connection instead of answering.
    private final class Closing: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        private let taken: @Sendable () -> Void

        init(_ taken: @escaping @Sendable () -> Void) { self.taken = taken }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            taken()
            context.close(promise: nil)
        }
    }

    /// Pitfall 4: whoever hears "unavailable" may send a write again, so it must not be said once a try may have been processed.
    @Test func aLaterRefusalDoesNotUndoWhatAnEarlierTryMayHaveDone() async throws {
        let hits = Hits()
        try await withLiveServer(routes: { routes in
            routes.post("flaky") { _, _ -> Response in
                guard hits.next() > 1 else { return Response(status: .internalServerError) }
                throw Problem.unavailable("Busy.", retryAfter: .seconds(1))
            }
        }) { baseURL, http in
            await #expect(throws: OutboundError.outcomeUnknown(service: "stock", reason: "answered 500")) {
                try await self.client([baseURL], http: http).send(OutboundCall(.post, "/flaky", isIdempotent: true))
            }
            #expect(hits.total > 1)
        }
    }

    /// Nor does a later answer: it tells of its own try only.
    @Test(arguments: [true, false])
    func anAnswerTellsWhetherAnEarlierTryMayHaveBeenProcessed(isUnknown: Bool) async throws {
        let hits = Hits()
        try await withLiveServer(routes: { routes in
            routes.post("flaky") { _, _ -> Response in
                guard hits.next() == 1 else { return Response(status: .conflict) }
                guard isUnknown else { throw Problem.unavailable("Busy.", retryAfter: .seconds(1)) }
                return Response(status: .internalServerError)
            }
        }) { baseURL, http in
            let client = self.client([baseURL], http: http)
            let call = OutboundCall(.post, "/flaky", isIdempotent: true)
            let second = try await client.send(call)
            #expect(second.status == .conflict)
            #expect(second.followsUnknown == isUnknown)
            let single = try await client.send(call)
            #expect(!single.followsUnknown)
        }
    }

    @Test func a503WithRetryAfterWasNotProcessed() async throws {
        try await withLiveServer(routes: { routes in
            routes.get("busy") { _, _ -> Response in throw Problem.unavailable("Busy.", retryAfter: .seconds(7)) }
        }) { baseURL, http in
            await #expect(throws: OutboundError.unavailable(service: "stock", reason: "answered 503", retryAfter: .seconds(7))) {
                try await self.client([baseURL], http: http).send(OutboundCall(.get, "/busy", isIdempotent: true))
            }
        }
    }

    @Test func waitsNoLongerThanTheDeadline() async throws {
        try await withLiveServer(routes: { routes in
            routes.get("slow") { _, _ in
                try await Task.sleep(for: .seconds(5))
                return "late"
            }
        }) { baseURL, http in
            let start = ContinuousClock.now
            let scope = RequestScope.background(deadline: .after(.milliseconds(200)))
            await #expect(throws: OutboundError.self) {
                try await RequestScope.$current.withValue(scope) {
                    try await self.client([baseURL], http: http).send(OutboundCall(.get, "/slow", isIdempotent: true))
                }
            }
            #expect(ContinuousClock.now - start < .seconds(2))
        }
    }

    @Test func theBreakerStopsCallingAServiceThatFails() async throws {
        let hits = Hits()
        try await withLiveServer(routes: { routes in
            routes.post("broken") { _, _ -> Response in
                _ = hits.next()
                return Response(status: .internalServerError)
            }
        }) { baseURL, http in
            let client = self.client([baseURL], http: http)
            for _ in 0..<50 {
                await #expect(throws: OutboundError.self) {
                    try await client.send(OutboundCall(.post, "/broken", isIdempotent: false))
                }
            }
            #expect(hits.total < 10)
        }
    }
}
