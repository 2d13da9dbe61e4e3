import AsyncHTTPClient
import Foundation
import Hummingbird
import Logging
import NIOCore
import NIOPosix
import ServiceKit
import ServiceLifecycle
import Synchronization
import Telemetry
import TestKit
import Testing

/// Pitfalls 3 and 4: a process on its way out, and the connections that it keeps.
@Suite("A process that serves and stops")
struct ServiceHostTests {
    /// Readiness fails, then requests are still accepted and their clients sent elsewhere, then what is in flight is finished, and only
    /// when that is done the background ends, which hands leases back, and after it the admin port.
    @Test func stopsInOrderAndFinishesWhatItHasBegun() async throws {
        let (slow, answer) = (Gate(), Gate())
        try await withHost(drainDelay: .seconds(2), routes: { routes in
            routes.get("page") { _, _ in "page" }
            routes.get("slow") { _, _ in
                slow.open()
                await answer.opened()
                return "slow"
            }
        }) { host in
            try await OutboundPool.withPool { http in
                #expect(try await Self.status(http, host.admin + "/readyz") == 200)
                async let late = http.get(url: host.shop + "/slow").get()
                await slow.opened()
                host.stop()
                try await eventually { try await Self.status(http, host.admin + "/readyz") == 503 }

                // Draining: another connection is accepted and served.
                let page = try await http.get(url: host.shop + "/page").get()
                #expect(page.status == .ok && page.headers["connection"] == ["close"])
                // After that no more are, while the admin port and the background wait for the last answer.
                try await eventually { await Self.isRefused(http, host.shop + "/page") }
                #expect(try await Self.status(http, host.admin + "/livez") == 200)
                #expect(try await Self.status(http, host.admin + "/readyz") == 503)
                #expect(!host.hasBackgroundEnded)
                answer.open()
                let response = try await late
                #expect(response.status == .ok && response.headers["connection"] == ["close"])
            }
            try await host.ended()
            #expect(host.hasBackgroundEnded)
        }
    }

    @Test func isReadyNeitherBeforeItListensNorWhileItsDatabaseIsAway() async throws {
        let isAway = Atomic<Bool>(true)
        let database = ReadinessCheck("database") { if isAway.load(ordering: .relaxed) { throw Away() } }
        try await withHost(readiness: [database], routes: { _ in }) { host in
            try await OutboundPool.withPool { http in
                #expect(try await Self.status(http, host.admin + "/readyz") == 503)
                isAway.store(false, ordering: .relaxed)
                #expect(try await Self.status(http, host.admin + "/readyz") == 200)
            }
        }
        let drain = DrainState()
        #expect(drain.phase == .starting)
        drain.drain()
        drain.serve()
        #expect(drain.phase == .draining, "a server that comes up late does not undo it")
    }

    /// The time that the proxies in front are told to stay below is the one that acts.
    @Test func anIdleConnectionIsClosedAfterItsTimeAndNotBefore() async throws {
        try await withHost(idleTimeout: .milliseconds(400), routes: { $0.get("page") { _, _ in "page" } }) { host in
            let channel = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
                .connect(host: host.address, port: host.port).get()
            let begun = ContinuousClock.now
            try await channel.writeAndFlush(ByteBuffer(string: "GET /page HTTP/1.1\r\nhost: shop\r\n\r\n"))
            try await eventually { !channel.isActive }
            #expect(begun.duration(to: .now) >= .milliseconds(400))
        }
        #expect(HostSettings().idleTimeout >= .seconds(70), "what proxies are told, 60 s, and a margin")
    }

    private static func status(_ http: HTTPClient, _ url: String) async throws -> Int {
        Int(try await http.get(url: url).get().status.code)
    }

    private static func isRefused(_ http: HTTPClient, _ url: String) async -> Bool {
        do { return try await http.get(url: url).get().status != .ok } catch { return true }
    }
}

private struct Away: Error {}

/// Opens once, for everybody who waits.
private final class Gate: Sendable {
    private let (stream, continuation) = AsyncStream<Void>.makeStream()

    func open() { continuation.finish() }
    func opened() async { for await _ in stream {} }
}

/// A process with one module, as a test sees it.
private final class PlayedHost: Sendable {
    /// A loopback address of its own, so that the admin port can be the usual one.
    let address: String
    let port: Int
    private let stopping: Gate
    private let background: Mutex<Bool>
    private let end: Gate

    init(address: String, port: Int, stopping: Gate, background: Background, end: Gate) {
        (self.address, self.port, self.stopping, self.end) = (address, port, stopping, end)
        self.background = Mutex(false)
    }

    var shop: String { "http://\(address):\(port)" }
    var admin: String { "http://\(address):9464" }
    var hasBackgroundEnded: Bool { background.withLock { $0 } }

    func stop() { stopping.open() }
    func ended() async throws { await end.opened() }
}
