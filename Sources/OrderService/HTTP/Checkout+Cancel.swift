import Commerce
import Foundation
import OrderAPI
import ServiceKit

extension Checkout {
    /// Calls a confirmed order off. Repeated, it answers with the cancelled order. Throws ``Problem`` 409 when there is nothing to cancel.
    /// The cancellation holds from the claim on, so within `limit` only the first try to give back is waited for.
    func cancel(_ id: OrderID, within limit: Duration, _ config: OrderConfig) async throws -> Order {
        let until = now() + config.saga.leaseDuration.seconds
        switch try await orders.claimForCancel(id, owner: owner, until: until) {
        case .unknown: throw Problem.notFound("order")
        case .cancelled(let record): return record.order
        case .notCancellable(let record):
            throw Problem.conflict(
                "order_not_cancellable", "Only a confirmed order can be cancelled; this one is \(record.status.rawValue).")
        case .claimed(let order):
            dispatcher.driver.note(.cancelled(.requested), of: id)
            let signal = OutcomeSignal()
            await dispatcher.dispatch(order, beginning: .resumed, telling: signal)
            guard case .answered(.order(let cancelled, _)) = await signal.outcome(within: limit, clock: clock) else {
                return order.record.order
            }
            return cancelled
        }
    }
}
