import Commerce
package import Crypto
package import Foundation
package import HotConfig
import HTTPTypes
package import Logging
package import PaymentAPI
package import ProductAPI
package import ServiceKit
package import Storage

/// The order service: carts, orders and their sagas, refunds.
///
/// - Parameters:
///   - config: Watched in the background of the module.
///   - carts: Where carts are kept; its schema is the caller's.
///   - orderTokenKey: Signs the access tokens of orders. All replicas share it.
///   - instance: The name of this replica. Each start gets an owner name of its own, so that it never mistakes the leases of the
///     process before it for its own.
package func buildOrderService(
    config: HotConfig<OrderConfig>, database: any Database, carts: any KeyValueStore, stock: any StockReserving,
    payments: any PaymentProcessing, orderTokenKey: SymmetricKey, instance: String, logger: Logger,
    clock: any Clock<Duration> = ContinuousClock(), now: @escaping @Sendable () -> Date = { Date() }
) -> ServiceModule {
    let owner = "\(instance.prefix(64))/\(CartID.random().rawValue.prefix(8))"
    let orders = OrderStore(database: database, now: now)
    let refunds = RefundStore(database: database, now: now)
    let runner = BackgroundRunner(capacity: { config.current.value.saga.concurrency }) {
        do {
            try await orders.handBackAll(of: owner)
            try await refunds.handBackAll(of: owner)
        } catch {
            logger.warning("Leases could not be handed back and will run out", metadata: ["error": "\(error)"])
        }
    }
    let dispatcher = OrderDispatcher(
        runner: runner,
        driver: SagaDriver(
            store: orders, steps: SagaSteps(stock: stock, payments: payments), config: config, clock: clock, now: now, logger: logger),
        refunds: RefundDriver(store: refunds, payments: payments, config: config, clock: clock, now: now), logger: logger)
    let recovery = RecoveryService(
        orders: orders, refunds: refunds, dispatcher: dispatcher, config: config, owner: owner, clock: clock, now: now, logger: logger)
    let cartKeeper = Carts(store: CartStore(store: carts), stock: stock, logger: logger)
    let tokens = OrderTokens(key: orderTokenKey)
    let access = OrderAccess(orders: orders, tokens: tokens)
    let checkout = Checkout(
        orders: orders, carts: cartKeeper, stock: stock, dispatcher: dispatcher, owner: owner, clock: clock, now: now,
        logger: logger)

    return ServiceModule(
        name: "order-service", config: config,
        prepare: { try await Migrator.migrate(database, OrderMigrations.all, now: now) },
        readiness: [.database(database)],
        background: [config, runner, recovery], priority: priority(of:),
        routes: { group in
            CartRoutes(config: config, carts: cartKeeper).add(to: group)
            OrderRoutes(config: config, checkout: checkout, access: access, tokens: tokens).add(to: group)
            RefundRoutes(
                config: config, refunds: refunds, dispatcher: dispatcher, access: access, tokens: tokens, owner: owner, clock: clock,
                now: now
            ).add(to: group)
            AdminOrderRoutes(orders: orders).add(to: group)
        })
}

/// Orders come before everything else when there is too much of it.
private func priority(of request: HTTPRequest) -> RequestPriority {
    request.method == .post && (request.path ?? "").hasPrefix("/api/orders") ? .checkout : .browsing
}
