package import HTTPTypes
package import HotConfig
package import Hummingbird
package import ServiceLifecycle
package import Storage

/// One service's share of a process: its routes and what keeps them going. A process hosts one of them, or in `souk dev` all.
package struct ServiceModule: Sendable {
    package let name: String
    package let config: any ConfigReporting
    /// Runs before anything is served: migrations.
    package let prepare: @Sendable () async throws -> Void
    package let readiness: [ReadinessCheck]
    /// Run from before the first request until after the last.
    package let background: [any Service]
    package let priority: @Sendable (HTTPRequest) -> RequestPriority
    package let routes: @Sendable (RouterGroup<ShopRequestContext>) -> Void

    package init(
        name: String, config: any ConfigReporting, prepare: @escaping @Sendable () async throws -> Void,
        readiness: [ReadinessCheck] = [], background: [any Service] = [],
        priority: @escaping @Sendable (HTTPRequest) -> RequestPriority = { _ in .browsing },
        routes: @escaping @Sendable (RouterGroup<ShopRequestContext>) -> Void
    ) {
        self.name = name
        self.config = config
        self.prepare = prepare
        self.readiness = readiness
        self.background = background
        self.priority = priority
        self.routes = routes
    }
}

/// Something without which a service should get no traffic, such as its database.
package struct ReadinessCheck: Sendable {
    package let name: String
    package let check: @Sendable () async throws -> Void

    package init(_ name: String, check: @escaping @Sendable () async throws -> Void) {
        self.name = name
        self.check = check
    }

    /// The service's database answers.
    package static func database(_ database: any Database) -> ReadinessCheck {
        ReadinessCheck("database") { _ = try await database.read { try $0.firstRow("SELECT 1 AS one") } }
    }
}
