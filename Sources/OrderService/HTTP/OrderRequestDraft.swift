import Commerce

/// The body of `POST /api/orders` as it came, so that everything wrong with it can be told at once.
package struct OrderRequestDraft: Decodable, Sendable {
    package struct Line: Decodable, Sendable {
        var sku: String?
        var quantity: Int?
    }

    package struct Address: Decodable, Sendable {
        var name: String?
        var line1: String?
        var city: String?
        var postalCode: String?
        var country: String?
    }

    package struct Payment: Decodable, Sendable {
        var method: String?
        var token: String?
    }

    var cart: String?
    var items: [Line]?
    var email: String?
    var shippingAddress: Address?
    var payment: Payment?
    var expectedTotal: Money?
}
