import AsyncHTTPClient
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import NIOHTTP1
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
    /// What hands leases back when it is told to stop.
    private final class Background: Service {
        private let url: String
        private let end = Mutex<Int?>(nil)

        init(asking url: String) { self.url = url }

        /// What the readiness probe was told at its end; nil before.
        var readinessAtEnd: Int? { end.withLock { $0 } }

        func run() async throws {
            try? await gracefulShutdown()
            let status = try await OutboundPool.withPool { try await ServiceHostTests.status($0, url) }
            end.withLock { $0 = status }
        }
    }

    private struct Away: Error {}

    /// Readiness fails; then requests are still accepted and their clients sent elsewhere; then what is in flight is finished; only when
    /// that is done the background ends, and after it the admin port.
    @Test func stopsInOrderAndFinishesWhatItHasBegun() async throws {
        let (stop, begun, answer) = (Gate(), Gate(), Gate())
        var host = PlayedHost()
        host.settings.drainDelay = .seconds(2)
        let background = Background(asking: host.admin + "/readyz")
        host.background = [background]
        host.routes = { routes in
            routes.get("page") { _, _ in "page" }
            routes.get("slow") { _, _ in
                begun.open()
                await answer.opened()
                return "slow"
            }
        }
        try await host.serve(stop: stop) { port in
            try await OutboundPool.withPool { http in
                let shop = "http://\(host.settings.host):\(port)"
                #expect(try await Self.status(http, host.admin + "/readyz") == 200)
                async let late = http.get(url: shop + "/slow").get()
                await begun.opened()
                let stopped = ContinuousClock.now
                stop.open()
                do {
                    try await Self.watchDrain(http, page: shop + "/page", admin: host.admin)
                    #expect(stopped.duration(to: .now) >= .seconds(2))
                    #expect(background.readinessAtEnd == nil, "it ends before the last answer is given")
                } catch {
                    answer.open()
                    throw error
                }
                answer.open()
                let response = try await late
                #expect(response.status == .ok && response.headers["connection"] == ["close"])
            }
        }
        #expect(background.readinessAtEnd == 503)
    }

    /// Until no connection is accepted any more.
    private static func watchDrain(_ http: HTTPClient, page: String, admin: String) async throws {
        try await eventually { try await status(http, admin + "/readyz") == 503 }
        let answer = try await http.get(url: page).get()
        #expect(answer.status == .ok && answer.headers["connection"] == ["close"])
        try await eventually { (try? await status(http, page)) == nil }
        #expect(try await status(http, admin + "/livez") == 200)
        #expect(try await status(http, admin + "/readyz") == 503)
    }

    @Test func isNotReadyWithoutItsDatabase() async throws {
        let isAway = Mutex(true)
        var host = PlayedHost()
        host.readiness = [ReadinessCheck("database") { if isAway.withLock({ $0 }) { throw Away() } }]
        try await host.serve { _ in
            try await OutboundPool.withPool { http in
                let without = try await Self.status(http, host.admin + "/readyz")
                isAway.withLock { $0 = false }
                let with = try await Self.status(http, host.admin + "/readyz")
                #expect(without == 503 && with == 200)
            }
        }
    }

    @Test func isReadyFromWhenItListensUntilItDrains() async throws {
        let drain = DrainState()
        let admin = Application(router: buildAdminRouter(modules: [], metrics: PrometheusRegistry(), drain: drain))
        try await admin.test(.router) { client in
            var statuses: [Int] = []
            for change in [{}, drain.serve, drain.drain, drain.serve] {
                change()
                statuses.append(try await client.execute(uri: "/readyz", method: .get).status.code)
            }
            #expect(statuses == [503, 200, 503, 503], "a server that comes up late does not undo a drain")
        }
    }

    /// The time below which proxies have to stay is the one that acts.
    @Test func anIdleConnectionIsClosedAfterItsTimeAndNotBefore() async throws {
        var host = PlayedHost()
        host.settings.idleTimeout = .milliseconds(400)
        host.routes = { $0.get("page") { _, _ in "page" } }
        try await host.serve { port in
            let channel = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
                .connect(host: host.settings.host, port: port).get()
            let asked = ContinuousClock.now
            try await channel.writeAndFlush(ByteBuffer(string: "GET /page HTTP/1.1\r\nhost: shop\r\n\r\n"))
            try await eventually { !channel.isActive }
            #expect(asked.duration(to: .now) >= .milliseconds(400))
        }
    }

    /// The services themselves, where they call each other without a proxy between them.
    @Test func idleConnectionsEndAtTheCallerFirst() {
        #expect(OutboundPool.idleTimeout > .zero && OutboundPool.idleTimeout + .seconds(5) <= HostSettings().idleTimeout)
    }

    fileprivate static func status(_ http: HTTPClient, _ url: String) async throws -> Int {
        Int(try await http.get(url: url).get().status.code)
    }
}
