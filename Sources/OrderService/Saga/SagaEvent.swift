package import Foundation
package import PaymentAPI
package import ProductAPI

/// What happens to a saga.
package enum SagaEvent: Sendable, Equatable {
    /// The order has just been placed by this runner.
    case started
    /// This runner took the order over: a step of the runner before it may still be under way.
    case resumed
    /// A wait is over.
    case timerFired

    case reserved(until: Date)
    case outOfStock([ShortLine])
    /// The reservation had been lapsed at the commit.
    case reservationLapsed
    /// The reservation is closed for ever: it was released before.
    case reservationClosed
    case committed
    case released

    case payment(Payment, after: SagaStep)
    /// The payment service does not know the order.
    case noPayment
    case paymentInvalid(reason: String)

    case failed(SagaStep, SagaFailure)
    case cancelRequested
}
