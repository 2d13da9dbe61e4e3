import Commerce
import Storage

/// A ``PaymentState`` as the columns `state` and `decline_reason`; the money that was captured has its own.
struct PaymentColumns: Equatable {
    let state: String
    let declineReason: String?

    init(state: String, declineReason: String?) {
        self.state = state
        self.declineReason = declineReason
    }

    init(_ paymentState: PaymentState) {
        state = paymentState.name
        if case .declined(let reason) = paymentState { declineReason = reason } else { declineReason = nil }
    }

    /// Throws ``DatabaseError/unexpectedColumn(_:found:)`` for a name that this version does not know.
    func paymentState(captured: Money) throws -> PaymentState {
        switch state {
        case "pending": .pending
        case "authorized": .authorized
        case "capturing": .capturing
        case "declined": .declined(reason: declineReason ?? "")
        case "captured": .captured(captured)
        case "voiding": .voiding
        case "refunding": .refunding(captured: captured)
        case "voided": .voided(captured: captured)
        default: throw DatabaseError.unexpectedColumn("state", found: state)
        }
    }
}
