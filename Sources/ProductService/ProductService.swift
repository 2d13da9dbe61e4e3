package import Foundation
package import HotConfig
import Hummingbird
package import Logging
import ProductAPI
import ServiceLifecycle
package import ServiceKit
package import Storage

/// The product service: catalogue, inventory, import.
///
/// - Parameters:
///   - config: watched in the background of the module.
///   - now: the wall clock, for reservations and the cache.
package func buildProductService(
    config: HotConfig<ProductConfig>, database: any Database, logger: Logger, now: @escaping @Sendable () -> Date = { Date() }
) -> ServiceModule {
    let cache = AnswerCache<CatalogAnswers.Key>(now: now)
    let catalog = Catalog(database: database, now: now)
    let inventory = Inventory(database: database, config: config, now: now, availabilityChanged: { cache.invalidate() })
    let importer = ProductImporter(catalog: catalog, catalogChanged: { cache.invalidate() })
    let answers = CatalogAnswers(catalog: catalog, cache: cache, now: now)
    let sweeper = ReservationSweeper(inventory: inventory, ticks: sweepTicks(config), logger: logger)

    return ServiceModule(
        name: "product-service", config: config,
        prepare: { try await Migrator.migrate(database, ProductSchema.migrations, now: now) },
        readiness: [
            .database(database)
        ],
        background: [config, sweeper],
        priority: { ($0.path ?? "").hasPrefix("/internal/") ? .checkout : .browsing },
        routes: { group in
            group.add(middleware: ProductProblemMiddleware())
            CatalogRoutes(answers: answers, config: config, now: now).add(to: group)
            AdminRoutes(inventory: inventory, importer: importer, config: config).add(to: group)
            InternalRoutes(catalog: catalog, inventory: inventory, config: config).add(to: group)
        })
}

/// A tick after each interval, whose length may change while it runs.
private func sweepTicks(_ config: HotConfig<ProductConfig>) -> AsyncStream<Void> {
    AsyncStream {
        try? await Task.sleep(for: config.current.value.sweepInterval)
        return Task.isCancelled ? nil : ()
    }
}
