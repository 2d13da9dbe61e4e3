package import Commerce
package import Foundation

/// An order as `POST /api/orders` and `GET /api/orders/{id}` answer it.
package struct Order: Codable, Sendable, Equatable {
    package enum Status: String, Codable, Sendable, CaseIterable {
        /// Stock and payment are being settled.
        case processing
        /// Paid for and promised to the customer.
        case confirmed
        /// Not made: declined, out of stock, or given up. Whatever was set aside is given back. Final.
        case rejected
        /// A confirmed order that was cancelled; the money goes back. Final.
        case cancelled
    }

    package var id: OrderID
    /// For people: short and increasing, such as `S-1042`.
    package var number: String
    package var status: Status
    /// Why it was rejected (`payment_declined`, `payment_invalid`, `out_of_stock`, …) or cancelled (`requested`, …); stable, for programs.
    package var reason: String?
    package var email: String
    package var shippingAddress: ShippingAddress
    package var items: [OrderItem]
    package var totals: OrderTotals
    package var refunded: Money
    package var createdAt: Date
    /// Gives access to this order; present in the answer to `POST /api/orders` only.
    package var accessToken: String?

    package init(
        id: OrderID, number: String, status: Status, reason: String?, email: String, shippingAddress: ShippingAddress, items: [OrderItem],
        totals: OrderTotals, refunded: Money, createdAt: Date, accessToken: String? = nil
    ) {
        self.id = id
        self.number = number
        self.status = status
        self.reason = reason
        self.email = email
        self.shippingAddress = shippingAddress
        self.items = items
        self.totals = totals
        self.refunded = refunded
        self.createdAt = createdAt
        self.accessToken = accessToken
    }
}

/// One line of an order, at the price it was bought for.
package struct OrderItem: Codable, Sendable, Equatable {
    package var sku: SKU
    package var quantity: Int
    package var title: String
    package var variantTitle: String
    package var price: Money
    package var lineTotal: Money

    package init(sku: SKU, quantity: Int, title: String, variantTitle: String, price: Money, lineTotal: Money) {
        self.sku = sku
        self.quantity = quantity
        self.title = title
        self.variantTitle = variantTitle
        self.price = price
        self.lineTotal = lineTotal
    }
}

/// What the order costs. `subtotal + shipping + tax = total`, to the minor unit.
package struct OrderTotals: Codable, Sendable, Equatable {
    package var subtotal: Money
    package var shipping: Money
    package var tax: Money
    package var total: Money

    package init(subtotal: Money, shipping: Money, tax: Money, total: Money) {
        self.subtotal = subtotal
        self.shipping = shipping
        self.tax = tax
        self.total = total
    }
}

/// Where the order goes.
package struct ShippingAddress: Codable, Sendable, Equatable {
    package var name: String
    package var line1: String
    package var city: String
    package var postalCode: String
    /// ISO 3166-1 alpha-2, such as `US`.
    package var country: String

    package init(name: String, line1: String, city: String, postalCode: String, country: String) {
        self.name = name
        self.line1 = line1
        self.city = city
        self.postalCode = postalCode
        self.country = country
    }
}
