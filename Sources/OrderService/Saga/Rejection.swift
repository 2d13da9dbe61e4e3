package import ProductAPI

/// Why an order was not made.
package enum Rejection: Codable, Sendable, Equatable {
    case outOfStock(lines: [ShortLine])
    case paymentDeclined(reason: String)
    /// The payment token can never succeed.
    case paymentInvalid(reason: String)
    /// The payment service certainly did not process the authorization.
    case paymentUnavailable
    /// The outcome of the authorization was still unknown when the order was given up.
    case paymentUnresolved
    /// The product service could not be had, or closed the reservation.
    case stockUnavailable

    /// What it is, without its details.
    package enum Kind: String, Sendable {
        case outOfStock = "out_of_stock"
        case paymentDeclined = "payment_declined"
        case paymentInvalid = "payment_invalid"
        case paymentUnavailable = "payment_unavailable"
        case paymentUnresolved = "payment_unresolved"
        case stockUnavailable = "product_unavailable"

        /// Whether this is an answer to the customer's request. If it is not, the shop failed, not the request,
        /// and the same Idempotency-Key may be tried afresh.
        package var isAnswer: Bool {
            switch self {
            case .outOfStock, .paymentDeclined, .paymentInvalid: true
            case .paymentUnavailable, .paymentUnresolved, .stockUnavailable: false
            }
        }
    }

    package var kind: Kind {
        switch self {
        case .outOfStock: .outOfStock
        case .paymentDeclined: .paymentDeclined
        case .paymentInvalid: .paymentInvalid
        case .paymentUnavailable: .paymentUnavailable
        case .paymentUnresolved: .paymentUnresolved
        case .stockUnavailable: .stockUnavailable
        }
    }

    /// The stable code, as the order's `reason` and the problem's `code` show it.
    package var code: String { kind.rawValue }

    package var isAnswer: Bool { kind.isAnswer }
}
