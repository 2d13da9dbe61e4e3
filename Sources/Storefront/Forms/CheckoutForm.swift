import Commerce
import Foundation
import OrderAPI
import PaymentAPI

/// What the customer has typed, with the cart it is for and the key that makes it one order however often it is sent.
struct CheckoutForm: Codable, Sendable, Equatable {
    var cart: CartID
    var key: String
    /// The total that the form was shown with; nil when it could not be had.
    var shownTotal: Money?
    private var values: [String: String]

    /// An empty form with a new key.
    init(cart: CartID) {
        self.cart = cart
        self.key = Self.newKey()
        self.values = [:]
    }

    /// Nil without a cart and a key: then it is no form that a page of ours has made.
    init?(_ fields: FormFields) {
        guard let cart = fields["cart"].flatMap(CartID.init), let key = fields["key"], Self.isKey(key) else { return nil }
        self.cart = cart
        self.key = key
        self.shownTotal = fields["total"].flatMap(Self.money)
        self.values = [:]
        for field in CheckoutField.allCases { self[field] = fields[field.rawValue] ?? "" }
    }

    subscript(field: CheckoutField) -> String {
        get { values[field.rawValue] ?? "" }
        set { values[field.rawValue] = newValue }
    }

    /// The country that was chosen, if it is one of the list.
    var destination: String? { Country.all.first { $0.code == self[.country] }?.code }

    /// The same with a new key: another attempt, which may become another order.
    func renewed() -> CheckoutForm {
        var form = self
        form.key = Self.newKey()
        return form
    }

    /// What is wrong, by field, each a sentence. The order service has the last word.
    var faults: [CheckoutField: String] {
        var faults: [CheckoutField: String] = [:]
        for field in CheckoutField.allCases {
            if let fault = fault(in: field) { faults[field] = fault }
        }
        return faults
    }

    /// Whether it is complete and has a key, so that it can be sent as it is.
    var isSendable: Bool { Self.isKey(key) && faults.isEmpty }

    private func fault(in field: CheckoutField) -> String? {
        let value = self[field]
        if value.isEmpty { return field.request }
        if value.count > field.maximumLength { return "\(field.label) is too long: \(field.maximumLength) characters fit." }
        let hasControls = value.unicodeScalars.contains { $0.properties.generalCategory == .control }
        if hasControls { return "\(field.label) has characters that cannot be used." }
        switch field {
        case .email: return Self.isEmail(value) ? nil : "This is not an email address, such as ada@example.com."
        case .country: return Country.all.contains { $0.code == value } ? nil : "Choose a country from the list."
        case .payment: return TestCard.all.contains { $0.token == value } ? nil : "Choose one of the test cards."
        default: return nil
        }
    }

    var orderRequest: OrderRequest {
        let address = ShippingAddress(
            name: self[.name], line1: self[.address], city: self[.city], postalCode: self[.postalCode], country: self[.country])
        return OrderRequest(
            cart: cart, email: self[.email], shippingAddress: address, payment: PaymentMethod(token: self[.payment]),
            expectedTotal: shownTotal)
    }

    /// A total as the hidden field carries it: `1999 USD`.
    static func text(of total: Money) -> String { "\(total.amount) \(total.currency)" }

    private static func money(_ text: String) -> Money? {
        let parts = text.split(separator: " ")
        guard parts.count == 2, let amount = Int(parts[0]), let currency = Currency(String(parts[1])) else { return nil }
        return Money(amount, currency)
    }

    private static func newKey() -> String { UUID().uuidString.lowercased() }

    private static func isKey(_ text: String) -> Bool { UUID(uuidString: text) != nil }

    private static func isEmail(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        return parts.count == 2 && parts.allSatisfy { !$0.isEmpty } && !text.contains(where: \.isWhitespace)
    }
}
