import Commerce
package import Logging
import ServiceKit

/// Gives leased orders and refunds to the background runner, each with the request id and trace of the request it came from.
package struct OrderDispatcher: Sendable {
    let runner: BackgroundRunner
    let driver: SagaDriver
    let refunds: RefundDriver
    let logger: Logger

    package init(runner: BackgroundRunner, driver: SagaDriver, refunds: RefundDriver, logger: Logger) {
        self.runner = runner
        self.driver = driver
        self.refunds = refunds
        self.logger = logger
    }

    /// How many more orders could be carried now.
    package var room: Int { runner.room }

    /// How many more new orders should be taken on now. They leave some room to a recovery.
    package var roomForNewOrders: Int { runner.roomForNewWork }

    /// Drives the order in the background. Without room the lease is handed back, and a recovery goes on with it.
    package func dispatch(_ order: LeasedOrder, beginning event: SagaEvent, telling signal: OutcomeSignal? = nil) async {
        let isAccepted = submit("order", order.record.id.rawValue) { [driver] in
            try await driver.drive(order, beginning: event, telling: signal)
        }
        guard !isAccepted else { return }
        signal?.resolve(.pending)
        await attempt("Lease could not be handed back", "order", order.record.id.rawValue) {
            _ = try await driver.store.extend(order, until: driver.now())
        }
    }

    /// Drives the refund in the background, likewise.
    package func dispatch(_ refund: LeasedRefund, isResumed: Bool, telling signal: OutcomeSignal? = nil) async {
        let isAccepted = submit("refund", refund.record.id.rawValue) { [refunds] in
            try await refunds.drive(refund, isResumed: isResumed, telling: signal)
        }
        guard !isAccepted else { return }
        signal?.resolve(.pending)
        await attempt("Lease could not be handed back", "refund", refund.record.id.rawValue) {
            _ = try await refunds.store.extend(refund, until: refunds.now())
        }
    }

    private func submit(_ kind: String, _ id: String, _ work: @escaping @Sendable () async throws -> Void) -> Bool {
        let scope = RequestScope.current
        return runner.submit { [self] in
            await RequestScope.$current.withValue(scope) {
                await attempt("Drive was broken off and will be resumed", kind, id, work)
            }
        }
    }

    private func attempt(_ message: Logger.Message, _ kind: String, _ id: String, _ work: () async throws -> Void) async {
        do {
            try await work()
        } catch {
            logger.error(message, metadata: [kind: "\(id)", "error": "\(error)"])
        }
    }
}
