import HTTPTypes
import ServiceKit

extension Problem {
    /// The problem that a refusal is told as.
    init(_ refusal: PaymentRefusal) {
        switch refusal {
        case .notFound:
            self.init(.notFound, "payment_not_found", "There is no payment of this order.")
        case .invalidState(let event, let state):
            self = .conflict("invalid_state", "A payment that is \(state) does not allow: \(event).")
        case .mismatch:
            self.init(
                .unprocessableContent, "idempotency_key_reused", "The same was asked for before with other values. Use a new id for them.")
        case .exceedsCapture(let refundable):
            self.init(
                .conflict, "exceeds_capture", "At most \(refundable) can be refunded.", members: ["refundable": refundable])
        case .invalidAmount(let reason):
            self = .validation([FieldError(field: "amount.amount", code: "out_of_range", message: reason)])
        }
    }
}
