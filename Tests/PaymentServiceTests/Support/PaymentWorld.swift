import Commerce
import Foundation
import HotConfig
import Logging
import PaymentService
import Storage
import StorageSQLite
import TestKit

/// One payment service with its database, the sandbox with its own, and a clock that only the test moves.
struct PaymentWorld: Sendable {
    let folder: String
    let clock: ManualNow
    let config: HotConfig<PaymentConfig>
    let database: SQLiteDatabase
    let sandboxDatabase: SQLiteDatabase
    let sandbox: SandboxProvider
    let processor: PaymentProcessor

    var facts: PaymentFacts { PaymentFacts(database: database) }
    var books: SandboxBooks { SandboxBooks(database: sandboxDatabase) }

    /// Makes a world with these settings and removes it afterwards. The sandbox takes no time: its sleeps move the clock.
    static func with<Value>(
        settings: [String: String] = [:], _ body: (PaymentWorld) async throws -> Value
    ) async throws -> Value {
        try await withTemporaryDirectory { folder in
            let world = try await PaymentWorld(folder: folder, settings: settings)
            defer {
                try? world.database.close()
                try? world.sandboxDatabase.close()
            }
            return try await body(world)
        }
    }

    private init(folder: String, settings: [String: String]) async throws {
        let clock = ManualNow()
        let config: HotConfig<PaymentConfig> = try .fixed(settings)
        let logger = Logger(label: "payment-test")
        self.folder = folder
        self.clock = clock
        self.config = config
        database = try SQLiteDatabase(path: folder + "/payment.sqlite", logger: logger)
        sandboxDatabase = try SQLiteDatabase(path: folder + "/sandbox.sqlite", logger: logger)
        sandbox = SandboxProvider(
            database: sandboxDatabase, latencies: { config.current.value.sandbox }, now: clock.now, sleep: { clock.advance(by: $0) })
        try await sandbox.prepare()
        let store = PaymentStore(database: database)
        try await store.prepare()
        processor = PaymentProcessor(store: store, provider: sandbox, config: config, logger: logger, now: clock.now)
    }

    /// Another processor on these or other ports, as another process would have it.
    func processor(
        database: any Database, provider: any PaymentProvider, logger: Logger = Logger(label: "payment-test"),
        metrics: PaymentMetrics = PaymentMetrics()
    ) -> PaymentProcessor {
        PaymentProcessor(
            store: PaymentStore(database: database), provider: provider, config: config, logger: logger, metrics: metrics, now: clock.now)
    }

    func fact(of order: OrderID) async throws -> PaymentFact? {
        try await facts.reduce(into: PaymentFact?.none) { found, fact in if fact.order == order { found = fact } }
    }

    func entry(of order: OrderID) async throws -> SandboxEntry? {
        try await books.reduce(into: SandboxEntry?.none) { found, entry in if entry.order == order { found = entry } }
    }

    /// Lets time pass and the resolver work until nothing is unresolved, at most `rounds` times.
    func settle(rounds: Int = 100) async throws {
        for _ in 0..<rounds {
            clock.advance(by: .seconds(6))
            try await processor.resolveDue()
            let open = try await facts.reduce(into: 0) { count, fact in if !fact.isResolved { count += 1 } }
            if open == 0 { return }
        }
    }
}
