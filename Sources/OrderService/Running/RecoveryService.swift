import Commerce
import Foundation
import HotConfig
import Logging
import ServiceLifecycle

/// Looks for orders and refunds that nobody drives any more, takes them over and goes on with them. Every replica runs one.
package struct RecoveryService: Service {
    /// How many are taken over at a time.
    private static let batch = 64
    private static let purgeInterval: TimeInterval = 600

    let orders: OrderStore
    let refunds: RefundStore
    let dispatcher: OrderDispatcher
    let config: HotConfig<OrderConfig>
    /// The name of this replica in leases.
    let owner: String
    let clock: any Clock<Duration>
    let now: @Sendable () -> Date
    let logger: Logger

    package func run() async throws {
        var nextPurge = now()
        while !Task.isShuttingDownGracefully, !Task.isCancelled {
            await attempt("Recovery failed and will be tried again") { try await sweep() }
            if now() >= nextPurge {
                nextPurge = now() + Self.purgeInterval
                await attempt("Purge of idempotency records failed") { try await orders.purgeIdempotencyRecords() }
            }
            let pause = config.current.value.saga.recoveryInterval
            try? await cancelWhenGracefulShutdown { [clock] in try await clock.sleep(for: pause) }
        }
    }

    /// Takes over what is due, as far as there is room, and leaves half of the room to new orders.
    package func sweep() async throws {
        let until = now() + config.current.value.saga.leaseDuration.seconds
        let limit = min(Self.batch, dispatcher.room / 2)
        guard limit > 0 else { return }
        for order in try await orders.claimDue(owner: owner, until: until, limit: limit) {
            count("order", order.record.id.rawValue)
            await dispatcher.dispatch(order, beginning: .resumed)
        }
        for refund in try await refunds.claimDue(owner: owner, until: until, limit: limit) {
            count("refund", refund.record.id.rawValue)
            await dispatcher.dispatch(refund, isResumed: true)
        }
    }

    private func count(_ kind: String, _ id: String) {
        dispatcher.driver.steps.metrics.countRecovery(kind)
        logger.info("Taken over", metadata: [kind: "\(id)"])
    }

    private func attempt(_ message: Logger.Message, _ work: () async throws -> Void) async {
        do {
            try await work()
        } catch {
            logger.error(message, metadata: ["error": "\(error)"])
        }
    }
}
