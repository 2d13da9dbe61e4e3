import OrderAPI
package import PaymentAPI
package import ProductAPI
import ServiceKit

/// Carries out the saga's steps at the other services and says what came of them.
package struct SagaSteps: Sendable {
    let stock: any StockReserving
    let payments: any PaymentProcessing
    let metrics: OrderMetrics

    package init(stock: any StockReserving, payments: any PaymentProcessing, metrics: OrderMetrics = OrderMetrics()) {
        self.stock = stock
        self.payments = payments
        self.metrics = metrics
    }

    /// Performs one step. What a step cannot tell becomes ``SagaEvent/failed(_:_:)``; errors that are not the other service's are thrown.
    package func perform(_ step: SagaStep, for order: OrderRecord) async throws -> SagaEvent {
        let start = ContinuousClock.now
        defer { metrics.record(step, took: ContinuousClock.now - start) }
        do {
            return try await event(of: step, for: order)
        } catch let error as OutboundError {
            return .failed(step, SagaFailure(error))
        }
    }

    private func event(of step: SagaStep, for order: OrderRecord) async throws -> SagaEvent {
        switch step {
        case .reserve: return SagaEvent(try await stock.reserve(order.lines, for: order.id))
        case .commit: return SagaEvent(try await stock.commit(order.id))
        case .release:
            try await stock.release(order.id)
            return .released
        case .authorize:
            let request = AuthorizationRequest(amount: order.totals.total, method: order.payment)
            switch try await payments.authorize(request, for: order.id) {
            case .payment(let payment): return .payment(payment, after: .authorize)
            case .invalid(let reason): return .paymentInvalid(reason: reason)
            }
        case .queryPayment:
            let payment = try await payments.payment(for: order.id)
            return payment.map { .payment($0, after: .queryPayment) } ?? .noPayment
        case .capture: return .payment(try await payments.capture(order.id), after: .capture)
        case .void: return .payment(try await payments.void(order.id), after: .void)
        }
    }
}

extension SagaFailure {
    init(_ error: OutboundError) {
        switch error {
        case .unavailable: self = .unavailable
        case .outcomeUnknown, .unexpected: self = .unknown
        }
    }
}

extension SagaEvent {
    init(_ outcome: ReserveOutcome) {
        switch outcome {
        case .reserved(let reservation): self = .reserved(until: reservation.expiresAt)
        case .outOfStock(let lines): self = .outOfStock(lines)
        case .closed: self = .reservationClosed
        }
    }

    init(_ outcome: CommitOutcome) {
        switch outcome {
        case .committed: self = .committed
        case .lapsed: self = .reservationLapsed
        case .closed: self = .reservationClosed
        }
    }
}
