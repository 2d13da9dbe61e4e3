import Commerce
package import Foundation
package import HotConfig
package import Logging
import ServiceKit
import ServiceLifecycle

/// Drives one order's saga: asks the core, makes its answer durable, does what it says, tells it what came of that.
///
/// It may die at any moment. Whatever it has not made durable has not been decided, and another driver goes on from the row.
package struct SagaDriver: Sendable {
    /// How a drive ended.
    package enum End: Sendable, Equatable {
        case settled
        /// Handed back: the order is due again later, for any replica.
        case parked
        /// Another replica has taken the order over.
        case leaseLost
    }

    let store: OrderStore
    let steps: SagaSteps
    let config: HotConfig<OrderConfig>
    let clock: any Clock<Duration>
    let now: @Sendable () -> Date
    let logger: Logger

    package init(
        store: OrderStore, steps: SagaSteps, config: HotConfig<OrderConfig>, clock: any Clock<Duration>,
        now: @escaping @Sendable () -> Date, logger: Logger
    ) {
        self.store = store
        self.steps = steps
        self.config = config
        self.clock = clock
        self.now = now
        self.logger = logger
    }

    /// Drives the order until it is settled, parked or lost. Errors of the database or of a step are thrown; the lease then runs out.
    @discardableResult
    package func drive(_ order: LeasedOrder, beginning event: SagaEvent, telling signal: OutcomeSignal? = nil) async throws -> End {
        var drive = Drive(driver: self, order: order, signal: signal, settings: config.current.value.saga)
        defer { drive.announce() }
        do {
            return try await drive.run(from: event)
        } catch is LeaseLost {
            logger.info("Order was taken over by another replica", metadata: ["order": "\(order.record.id)"])
            return .leaseLost
        }
    }

    /// Counts and logs a decision that has been made durable.
    func note(_ decision: SagaDecision, of order: OrderID) {
        steps.metrics.count(decision)
        guard let outcome = decision.outcome else { return }
        logger.info("Order decided", metadata: ["order": "\(order)", "outcome": "\(outcome)"])
    }
}
