import ServiceLifecycle

/// What happens once the shop of `souk dev` listens: the first catalogue goes in, and the owner is told where everything is.
struct Opening: Service {
    let url: String
    let adminURL: String
    let home: ShopHome
    let catalogue: FirstCatalogue?
    private let serving = AsyncStream<Void>.makeStream()

    init(url: String, adminURL: String, home: ShopHome, catalogue: FirstCatalogue?) {
        self.url = url
        self.adminURL = adminURL
        self.home = home
        self.catalogue = catalogue
    }

    func shopServes() {
        serving.continuation.yield()
        serving.continuation.finish()
    }

    func run() async throws {
        do {
            try await cancelWhenGracefulShutdown { try await open() }
        } catch is CancellationError {
            return
        }
        try await gracefulShutdown()
    }

    private func open() async throws {
        guard await serving.stream.first(where: { true }) != nil else { return }
        try await catalogue?.fill()
        say(
            """

              The shop is open      \(url)
              API                   \(url)/api/products
              Health and config     \(adminURL)/readyz  /configz  /metrics
              Configuration         \(home.config)/  (edit while it runs)
              Admin token           \(home.adminToken)

              Ctrl-C closes it; nothing in flight is dropped.

            """)
    }
}
