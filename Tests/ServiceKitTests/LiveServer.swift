import AsyncHTTPClient
import Hummingbird
import Logging
import ServiceKit
import ServiceLifecycle

/// Serves the routes on a free loopback port while `body` runs, and hands it the address and an HTTP client.
func withLiveServer(
    routes: @escaping @Sendable (RouterGroup<ShopRequestContext>) -> Void,
    _ body: @escaping @Sendable (_ baseURL: String, _ http: HTTPClient) async throws -> Void
) async throws {
    let (ports, announce) = AsyncStream<Int>.makeStream()
    let router = buildRouter(modules: [testModule(routes: routes)], tokens: try await TokenIssuer.ephemeral().verifier())
    let server = Application(
        router: router, configuration: .init(address: .hostname("127.0.0.1", port: 0)),
        onServerRunning: { announce.yield($0.localAddress?.port ?? 0) }, logger: Logger(label: "test"))
    let group = ServiceGroup(services: [server], logger: Logger(label: "test"))
    try await OutboundPool.withPool { http in
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            guard let port = await ports.first(where: { _ in true }) else { return }
            let outcome: Result<Void, any Error>
            do {
                outcome = .success(try await body("http://127.0.0.1:\(port)", http))
            } catch {
                outcome = .failure(error)
            }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
            try outcome.get()
        }
    }
}
