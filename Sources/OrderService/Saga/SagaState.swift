package import Foundation

/// Where an order's saga stands. This is what is durable: any replica can go on from it.
package enum SagaState: Codable, Sendable, Equatable {
    /// All lines are being set aside. Payment has not been touched.
    case reserving(giveUpAt: Date)
    /// The money is being asked for; from here on the payment service may know the order.
    case authorizing(reservedUntil: Date, giveUpAt: Date)
    /// The money is certain, but the reservation has too little life left to promise anything: it is prolonged first.
    case securing(captured: Bool, giveUpAt: Date)
    /// Confirmed. The authorized money is being taken.
    case capturing
    /// Confirmed and captured. The held units are leaving the stock.
    case committing
    /// Confirmed, captured and committed. Final.
    case done
    /// Decided against; what was taken is given back, in reverse.
    case compensating(Rejection, Unwinding)
    /// Final.
    case rejected(Rejection)
    /// Was confirmed and is called off; what was taken is given back, in reverse.
    case cancelling(Cancellation, Unwinding)
    /// Final.
    case cancelled(Cancellation)

    /// Whether nothing is left to do unless somebody asks for something new.
    package var isSettled: Bool {
        switch self {
        case .done, .rejected, .cancelled: true
        case .reserving, .authorizing, .securing, .capturing, .committing, .compensating, .cancelling: false
        }
    }

    /// Whether the money has been taken and the order still stands, so that a part of it can be refunded.
    package var allowsRefunds: Bool {
        switch self {
        case .committing, .done: true
        case .reserving, .authorizing, .securing, .capturing, .compensating, .rejected, .cancelling, .cancelled: false
        }
    }
}
