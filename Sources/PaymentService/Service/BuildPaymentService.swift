package import Foundation
package import HotConfig
import Hummingbird
package import Logging
package import ServiceKit
package import Storage

/// The payment service. `provider` must be ready for use; the service limits how long each of its calls may take.
package func buildPaymentService(
    config: HotConfig<PaymentConfig>, database: any Database, provider: any PaymentProvider, logger: Logger,
    now: @escaping @Sendable () -> Date = { Date() }
) -> ServiceModule {
    let store = PaymentStore(database: database)
    let processor = PaymentProcessor(
        store: store, provider: TimeLimitedProvider(provider, limit: { config.current.value.providerTimeout }), config: config,
        logger: logger, now: now)
    let ticks = AsyncStream<Void> {
        try? await Task.sleep(for: config.current.value.resolveInterval)
        return Task.isCancelled ? nil : ()
    }
    return ServiceModule(
        name: "payment-service", config: config, prepare: { try await store.prepare() },
        readiness: [.database(database)],
        background: [config, PaymentResolver(processor: processor, ticks: ticks, logger: logger)],
        priority: { _ in .checkout },
        routes: { PaymentRoutes(processor: processor).add(to: $0) })
}

extension SandboxProvider {
    /// A sandbox whose latencies follow the payment service's configuration.
    package init(database: any Database, config: HotConfig<PaymentConfig>, now: @escaping @Sendable () -> Date = { Date() }) {
        self.init(database: database, latencies: { config.current.value.sandbox }, now: now)
    }
}
