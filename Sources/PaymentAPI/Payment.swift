package import Commerce

/// The payment of one order, as the payment service answers every call about it.
package struct Payment: Codable, Sendable, Equatable {
    package enum Status: String, Codable, Sendable {
        /// The provider has not said yet what became of the authorization. The payment service goes on asking.
        case pending
        /// The money is set aside at the customer's bank.
        case authorized
        /// The provider refused, for ``Payment/declineReason``. Final.
        case declined
        /// The money has been taken. ``Payment/refunded`` says how much of it went back.
        case captured
        /// A void was asked for and is being carried out.
        case voiding
        /// The customer has been charged nothing in the end: never authorized, voided, or refunded in full by a void. Final.
        case voided
    }

    package var order: OrderID
    package var status: Status
    package var amount: Money
    /// What has been taken: zero, or ``amount``.
    package var captured: Money
    /// What has been given back; never more than ``captured``.
    package var refunded: Money
    package var declineReason: String?

    package init(order: OrderID, status: Status, amount: Money, captured: Money, refunded: Money, declineReason: String? = nil) {
        self.order = order
        self.status = status
        self.amount = amount
        self.captured = captured
        self.refunded = refunded
        self.declineReason = declineReason
    }
}

/// The body of `PUT /internal/payments/{order}/authorization`.
package struct AuthorizationRequest: Codable, Sendable, Equatable {
    package var amount: Money
    package var method: PaymentMethod

    package init(amount: Money, method: PaymentMethod) {
        self.amount = amount
        self.method = method
    }
}

/// How the customer pays: a token from the provider's form, never a card number.
package struct PaymentMethod: Codable, Sendable, Equatable {
    package enum Kind: String, Codable, Sendable { case card }

    /// The longest ``token``, in bytes.
    package static let maximumTokenLength = 200

    package var method: Kind
    package var token: String

    package init(method: Kind = .card, token: String) {
        self.method = method
        self.token = token
    }
}

/// The body of `PUT /internal/payments/{order}/refunds/{refund}`.
package struct RefundRequest: Codable, Sendable, Equatable {
    package var amount: Money

    package init(amount: Money) { self.amount = amount }
}

/// One refund of a payment.
package struct Refund: Codable, Sendable, Equatable {
    package enum Status: String, Codable, Sendable {
        /// The provider has not said yet; the payment service goes on asking.
        case pending
        case succeeded
        case failed
    }

    package var id: RefundID
    package var status: Status
    package var amount: Money

    package init(id: RefundID, status: Status, amount: Money) {
        self.id = id
        self.status = status
        self.amount = amount
    }
}
