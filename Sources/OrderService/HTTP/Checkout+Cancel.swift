import Commerce
import Foundation
import OrderAPI
import ServiceKit

extension Checkout {
    /// Calls a confirmed order off. Repeated, it answers with the cancelled order. Throws ``Problem`` 409 when there is nothing to cancel.
    func cancel(_ id: OrderID, within limit: Duration, _ config: OrderConfig) async throws -> Order {
        let until = now() + config.saga.leaseDuration.seconds
        switch try await orders.claimForCancel(id, owner: owner, until: until) {
        case .unknown: throw Problem.notFound("order")
        case .cancelled(let record): return record.order
        case .notCancellable(let record):
            throw Problem.conflict(
                "order_not_cancellable", "Only a confirmed order can be cancelled; this one is \(record.status.rawValue).")
        case .claimed(let order):
            let signal = OutcomeSignal()
            await dispatcher.dispatch(order, beginning: .cancelRequested, telling: signal)
            guard case .answered(.order(let cancelled, _)) = await signal.outcome(within: limit, clock: clock) else {
                throw Problem.unavailable(
                    "The order is being cancelled. Repeat the request to see the outcome.", retryAfter: .seconds(1), code: "outcome_pending"
                )
            }
            return cancelled
        }
    }
}
