import Audit
import OrderAPI
import PaymentService
import ProductAPI
import Storage

// The services' states in the words of the audit.

extension Audit.OrderFact.Status {
    init(_ status: Order.Status) {
        switch status {
        case .processing: self = .processing
        case .confirmed: self = .confirmed
        case .rejected: self = .rejected
        case .cancelled: self = .cancelled
        }
    }
}

extension ReservationFact.Status {
    init(_ status: Reservation.Status) {
        switch status {
        case .held: self = .held
        case .committed: self = .committed
        case .released: self = .released
        case .expired: self = .expired
        }
    }
}

extension Audit.PaymentFact.Status {
    /// Throws ``DatabaseError/unexpectedColumn(_:found:)`` for a state that this version does not know.
    init(_ payment: PaymentService.PaymentFact) throws {
        switch payment.state {
        case "pending": self = .pending
        case "authorized", "capturing": self = .authorized
        case "declined": self = .declined
        case "captured": self = .captured
        case "voiding", "refunding": self = .voiding
        case "voided": self = .voided
        default: throw DatabaseError.unexpectedColumn("state", found: payment.state)
        }
    }
}
