import HTTPTypes
import HotConfig
import Hummingbird
import HummingbirdTesting
import NIOCore
import ServiceKit

/// The smallest configuration there can be.
struct TestConfig: HotConfigurable {
    static let service = "test"
    var greeting: String

    init(_ fields: inout ConfigFields) {
        greeting = fields.string("greeting", default: "hello", "What to say.")
    }
}

/// A module with these routes and nothing else.
func testModule(
    priority: @escaping @Sendable (HTTPRequest) -> RequestPriority = { _ in .browsing }, readiness: [ReadinessCheck] = [],
    routes: @escaping @Sendable (RouterGroup<ShopRequestContext>) -> Void
) -> ServiceModule {
    ServiceModule(
        name: "test", config: HotConfig<TestConfig>.fixed(), prepare: {}, readiness: readiness, priority: priority, routes: routes)
}

/// Serves the routes in process, behind the whole middleware, and hands a client to `body`.
func withTestServer(
    settings: HostSettings = HostSettings(), drain: DrainState = DrainState(), issuer: TokenIssuer = .ephemeral(),
    priority: @escaping @Sendable (HTTPRequest) -> RequestPriority = { _ in .browsing },
    routes: @escaping @Sendable (RouterGroup<ShopRequestContext>) -> Void,
    _ body: @escaping @Sendable (any TestClientProtocol) async throws -> Void
) async throws {
    let router = buildRouter(
        modules: [testModule(priority: priority, routes: routes)], tokens: try await issuer.verifier(), settings: settings, drain: drain)
    try await Application(router: router).test(.router) { try await body($0) }
}

extension TestResponse {
    /// The body as a problem. Throws when it is none.
    func problem() throws -> ProblemDocument {
        try ShopJSON.decode(ProblemDocument.self, from: Array(body.readableBytesView))
    }
}
