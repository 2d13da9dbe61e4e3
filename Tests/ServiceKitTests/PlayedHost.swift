import Foundation
import HotConfig
import Hummingbird
import Logging
import ServiceKit
import ServiceLifecycle
import Synchronization
import Telemetry

/// A process with one module, as `souk serve` runs it, on a loopback address of its own: so the admin port can be the usual one.
struct PlayedHost {
    private static let count = Atomic<Int>(0)

    var settings = HostSettings()
    var readiness: [ReadinessCheck] = []
    var background: [any Service] = []
    var routes: @Sendable (RouterGroup<ShopRequestContext>) -> Void = { _ in }

    init() {
        let number = Self.count.wrappingAdd(1, ordering: .relaxed).newValue
        settings.host = "127.77.\(1 + ProcessInfo.processInfo.processIdentifier % 250).\(number)"
        settings.port = 0
        settings.drainDelay = .zero
    }

    var admin: String { "http://\(settings.host):\(settings.adminPort)" }

    /// Serves while `body` runs, hands it the port, and stops in good order when `stop` is opened, at the latest afterwards.
    func serve(stop: Gate = Gate(), _ body: (_ port: Int) async throws -> Void) async throws {
        let (ports, announce) = AsyncStream<Int>.makeStream()
        let module = ServiceModule(
            name: "test", config: HotConfig<TestConfig>.fixed(), prepare: {}, readiness: readiness, background: background, routes: routes)
        let host = ServiceHost(
            modules: [module], settings: settings, tokens: try await TokenIssuer.ephemeral().verifier(), metrics: PrometheusRegistry(),
            logger: Logger(label: "test"))
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
                defer { announce.finish() }
                try await host.run(companions: [Stopper(gate: stop)]) { announce.yield($0) }
            }
            let outcome: Result<Void, any Error>
            do {
                for await port in ports.prefix(1) { try await body(port) }
                outcome = .success(())
            } catch {
                outcome = .failure(error)
            }
            stop.open()
            try await tasks.waitForAll()
            try outcome.get()
        }
    }
}

/// Opens once, for all who wait.
final class Gate: Sendable {
    private let stream: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation

    init() { (stream, continuation) = AsyncStream.makeStream() }

    func open() { continuation.finish() }

    func opened() async {
        for await _ in stream {}
    }
}

/// Ends when told to, and with it the process, as after SIGTERM.
private struct Stopper: Service {
    let gate: Gate

    func run() async throws { await gate.opened() }
}
