package import Commerce
package import PaymentAPI
package import ProductAPI

/// The body of `POST /api/orders`: either a cart or items, never both.
package struct OrderRequest: Codable, Sendable, Equatable {
    package var cart: CartID?
    package var items: [StockLine]?
    package var email: String
    package var shippingAddress: ShippingAddress
    package var payment: PaymentMethod
    /// The total that the customer was shown. If the order would cost anything else it is not made: 409 `total_changed`.
    package var expectedTotal: Money?

    package init(
        cart: CartID? = nil, items: [StockLine]? = nil, email: String, shippingAddress: ShippingAddress, payment: PaymentMethod,
        expectedTotal: Money? = nil
    ) {
        self.cart = cart
        self.items = items
        self.email = email
        self.shippingAddress = shippingAddress
        self.payment = payment
        self.expectedTotal = expectedTotal
    }
}

/// The body of `POST /api/orders/{id}/refunds`; without an amount, all that is left.
package struct OrderRefundRequest: Codable, Sendable, Equatable {
    package var amount: Money?

    package init(amount: Money? = nil) { self.amount = amount }
}

extension OrderRefundRequest {
    private struct Member: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init?(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    /// Refuses any other member: a misspelt `amount` must not refund everything.
    package init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: Member.self)
        if let unknown = members.allKeys.first(where: { $0.stringValue != CodingKeys.amount.stringValue }) {
            throw DecodingError.dataCorruptedError(
                forKey: unknown, in: members, debugDescription: "is not known; the only member is amount")
        }
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(amount: try container.decodeIfPresent(Money.self, forKey: .amount))
    }

    private enum CodingKeys: String, CodingKey { case amount }
}

/// One page of `GET /api/admin/orders`.
package struct OrderPage: Codable, Sendable, Equatable {
    package var items: [Order]
    /// An opaque cursor for `after`, or null on the last page.
    package var next: String?

    package init(items: [Order], next: String?) {
        self.items = items
        self.next = next
    }
}

extension OrderPage {
    /// `next` is written as null on the last page, never left out.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(items, forKey: .items)
        try container.encode(next, forKey: .next)
    }
}
