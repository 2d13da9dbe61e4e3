/// The fields of the checkout form that the customer fills in. The raw value is the name in the form and the id in the page.
enum CheckoutField: String, CaseIterable, Sendable {
    case email, name, address, city, postalCode = "postal-code", country, payment

    var label: String {
        switch self {
        case .email: "Email"
        case .name: "Full name"
        case .address: "Address"
        case .city: "City"
        case .postalCode: "Postal code"
        case .country: "Country"
        case .payment: "Payment"
        }
    }

    /// What is said where nothing was typed or chosen.
    var request: String {
        switch self {
        case .email: "Enter an email address."
        case .name: "Enter your full name."
        case .address: "Enter an address."
        case .city: "Enter a city."
        case .postalCode: "Enter a postal code."
        case .country: "Choose a country."
        case .payment: "Choose how to pay."
        }
    }

    /// The token that lets the browser fill the field in.
    var autocomplete: String {
        switch self {
        case .email: "email"
        case .name: "shipping name"
        case .address: "shipping address-line1"
        case .city: "shipping address-level2"
        case .postalCode: "shipping postal-code"
        case .country: "shipping country"
        case .payment: "off"
        }
    }

    var inputType: String { self == .email ? "email" : "text" }

    /// Characters. Together they keep the pending checkout within one cookie.
    var maximumLength: Int {
        switch self {
        case .email: 254
        case .name, .address, .city: 100
        case .postalCode: 20
        case .country: 2
        case .payment: 64
        }
    }

    /// The field that a path of the order API means, such as `shippingAddress.line1`.
    init?(path: String) {
        switch path {
        case "email": self = .email
        case "shippingAddress.name": self = .name
        case "shippingAddress.line1": self = .address
        case "shippingAddress.city": self = .city
        case "shippingAddress.postalCode": self = .postalCode
        case "shippingAddress.country": self = .country
        case "payment", "payment.token", "payment.method": self = .payment
        default: return nil
        }
    }
}
