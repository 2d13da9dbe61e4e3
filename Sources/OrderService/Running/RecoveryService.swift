import Commerce
import Foundation
import HotConfig
import Logging
import ServiceLifecycle

/// Looks for orders and refunds that nobody drives any more, takes them over and goes on with them. Every replica runs one.
package struct RecoveryService: Service {
    /// How many are taken over at a time.
    private static let batch = 64
    private static let purgeInterval: Duration = .seconds(600)

    let orders: OrderStore
    let refunds: RefundStore
    let dispatcher: OrderDispatcher
    let config: HotConfig<OrderConfig>
    /// The name of this replica in leases.
    let owner: String
    let clock: any Clock<Duration>
    let now: @Sendable () -> Date
    let logger: Logger

    /// The purge runs beside the recovery, so that no order waits for it.
    package func run() async throws {
        await withDiscardingTaskGroup { group in
            group.addTask { await recover() }
            group.addTask { await purge() }
        }
    }

    private func recover() async {
        while !Task.isShuttingDownGracefully, !Task.isCancelled {
            await attempt("Recovery failed and will be tried again") { try await sweep() }
            await pause(config.current.value.saga.recoveryInterval)
        }
    }

    private func purge() async {
        while !Task.isShuttingDownGracefully, !Task.isCancelled {
            await attempt("Purge of idempotency records failed") {
                try await cancelWhenGracefulShutdown { [orders] in try await orders.purgeIdempotencyRecords() }
            }
            await pause(Self.purgeInterval)
        }
    }

    private func pause(_ duration: Duration) async {
        try? await cancelWhenGracefulShutdown { [clock] in try await clock.sleep(for: duration) }
    }

    /// Takes over what is due, as far as there is room, and leaves some of the room to new orders.
    package func sweep() async throws {
        let until = now() + config.current.value.saga.leaseDuration.seconds
        for order in try await orders.claimDue(owner: owner, until: until, limit: share) {
            count("order", order.record.id.rawValue)
            await dispatcher.dispatch(order, beginning: .resumed)
        }
        for refund in try await refunds.claimDue(owner: owner, until: until, limit: share) {
            count("refund", refund.record.id.rawValue)
            await dispatcher.dispatch(refund, isResumed: true)
        }
    }

    /// How many may be taken over now: half of the room, rounded up, or a replica with room for one would never recover anything.
    private var share: Int { min(Self.batch, (dispatcher.room + 1) / 2) }

    private func count(_ kind: String, _ id: String) {
        dispatcher.driver.steps.metrics.countRecovery(kind)
        logger.info("Taken over", metadata: [kind: "\(id)"])
    }

    private func attempt(_ message: Logger.Message, _ work: () async throws -> Void) async {
        do {
            try await work()
        } catch is CancellationError {
            // Stopping is no failure.
        } catch {
            logger.error(message, metadata: ["error": "\(error)"])
        }
    }
}
