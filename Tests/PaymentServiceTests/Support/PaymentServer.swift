import AsyncHTTPClient
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import PaymentService
import ServiceKit
import ServiceLifecycle
import TestKit

/// The payment service's routes on a world, and a token for each kind of caller.
struct PaymentServer: Sendable {
    private let module: ServiceModule
    private let verifier: TokenVerifier
    /// Nil stands for no token.
    let tokens: [Caller: String]

    enum Caller: String, Sendable, CaseIterable { case nobody, stranger, admin, order, product }

    init(_ world: PaymentWorld) async throws {
        let issuer = TokenIssuer.ephemeral()
        let foreign = TokenIssuer.ephemeral()
        module = buildPaymentService(
            config: world.config, database: world.database, provider: world.sandbox, logger: Logger(label: "test"), now: world.clock.now)
        try await module.prepare()
        verifier = try await issuer.verifier()
        tokens = [
            .stranger: try await foreign.service("order-service"), .admin: try await issuer.admin(subject: "ada"),
            .order: try await issuer.service("order-service"), .product: try await issuer.service("product-service"),
        ]
    }

    /// A router is built for one server alone.
    func makeRouter() -> Router<ShopRequestContext> { buildRouter(modules: [module], tokens: verifier) }

    /// Serves on a free loopback port while `body` runs.
    func serve(_ body: @escaping @Sendable (_ baseURL: String, _ http: HTTPClient) async throws -> Void) async throws {
        let (ports, announce) = AsyncStream<Int>.makeStream()
        let server = Application(
            router: makeRouter(), configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { announce.yield($0.localAddress?.port ?? 0) }, logger: Logger(label: "test"))
        let group = ServiceGroup(services: [server], logger: Logger(label: "test"))
        try await OutboundPool.withPool { http in
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                tasks.addTask { try await group.run() }
                let outcome: Result<Void, any Error>
                do {
                    if let port = await ports.first(where: { _ in true }) { try await body("http://127.0.0.1:\(port)", http) }
                    outcome = .success(())
                } catch {
                    outcome = .failure(error)
                }
                await group.triggerGracefulShutdown()
                try await tasks.waitForAll()
                try outcome.get()
            }
        }
    }
}

extension TestClientProtocol {
    /// Sends JSON with the token of one kind of caller.
    func send(
        _ method: HTTPRequest.Method, _ path: String, _ body: String? = nil, as caller: PaymentServer.Caller = .order,
        of server: PaymentServer
    ) async throws -> TestResponse {
        var headers: HTTPFields = [.contentType: "application/json"]
        if let token = server.tokens[caller] { headers[.authorization] = "Bearer \(token)" }
        return try await execute(uri: path, method: method, headers: headers, body: body.map { ByteBuffer(string: $0) })
    }
}

extension TestResponse {
    /// The body as JSON.
    func json<T: Decodable>(_ type: T.Type) throws -> T {
        try ShopJSON.decode(type, from: body.readableBytesView)
    }
}
