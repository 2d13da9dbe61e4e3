package import Commerce
package import OrderAPI
package import ProductAPI
package import ServiceKit

/// The one answer to an Idempotency-Key. Every repeat is rendered from it, so that all of them are equal.
package enum StoredAnswer: Codable, Sendable, Equatable {
    /// The order as it was at the time, without its access token, which is derived again each time.
    case order(Order, status: Int)
    case refusal(Refusal)
}

/// A refusal as it is stored: the parts of a ``Problem`` that the order service uses.
package struct Refusal: Codable, Sendable, Equatable {
    package var status: Int
    package var code: String
    package var detail: String
    package var errors: [FieldError] = []
    /// What was short, for `out_of_stock`.
    package var lines: [ShortLine]?
    /// What could still be refunded, for `refund_exceeds_capture`.
    package var refundable: Money?

    package init(status: Int, code: String, detail: String) {
        self.status = status
        self.code = code
        self.detail = detail
    }

    package init(_ rejection: Rejection) {
        switch rejection {
        case .outOfStock(let lines):
            self.init(
                status: 409, code: rejection.code, detail: "There is not enough of: \(lines.map(\.sku.rawValue).joined(separator: ", ")).")
            self.lines = lines
        case .paymentDeclined(let reason):
            self.init(status: 402, code: rejection.code, detail: "The payment was declined (\(reason)). Nothing was charged.")
        case .paymentInvalid(let reason):
            self.init(status: 422, code: "validation_failed", detail: "Some fields are not as they must be: payment.token.")
            errors = [FieldError(field: "payment.token", code: "invalid", message: reason)]
        case .paymentUnavailable, .paymentUnresolved:
            self.init(
                status: 503, code: rejection.code, detail: "Payment is not available at the moment. Nothing was charged; please try again.")
        case .stockUnavailable:
            self.init(status: 503, code: rejection.code, detail: "The stock could not be reserved. Nothing was charged; please try again.")
        }
    }
}
