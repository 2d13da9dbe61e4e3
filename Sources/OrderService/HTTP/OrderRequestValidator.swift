import Commerce
package import OrderAPI
import PaymentAPI
import ProductAPI
import ServiceKit

/// Makes a draft into an order request, or says everything that is wrong with it.
package struct OrderRequestValidator {
    private let rules: CartRules
    private var errors: [FieldError] = []

    package init(rules: CartRules) {
        self.rules = rules
    }

    /// Throws ``Problem`` 422 with every fault.
    package static func validate(_ draft: OrderRequestDraft, rules: CartRules) throws -> OrderRequest {
        var validator = OrderRequestValidator(rules: rules)
        let request = validator.request(draft)
        guard let request, validator.errors.isEmpty else { throw Problem.validation(validator.errors) }
        return request
    }

    private mutating func request(_ draft: OrderRequestDraft) -> OrderRequest? {
        let (cart, items) = source(draft)
        let email = email(draft.email)
        let address = address(draft.shippingAddress)
        let payment = payment(draft.payment)
        guard let email, let address, let payment else { return nil }
        return OrderRequest(
            cart: cart, items: items, email: email, shippingAddress: address, payment: payment, expectedTotal: draft.expectedTotal)
    }

    private mutating func source(_ draft: OrderRequestDraft) -> (CartID?, [StockLine]?) {
        switch (draft.cart, draft.items) {
        case (let text?, nil):
            let cart = CartID(text)
            if cart == nil { fault("cart", "invalid", "must be the id of a cart") }
            return (cart, nil)
        case (nil, let lines?):
            return (nil, self.lines(lines))
        case (nil, nil):
            fault("items", "required", "send either cart or items")
            return (nil, nil)
        case (_?, _?):
            fault("items", "conflict", "send either cart or items, not both")
            return (nil, nil)
        }
    }

    private mutating func lines(_ drafts: [OrderRequestDraft.Line]) -> [StockLine] {
        guard (1...rules.maximumLines).contains(drafts.count) else {
            fault("items", "out_of_range", "must have 1 to \(rules.maximumLines) items")
            return []
        }
        var seen: Set<SKU> = []
        return drafts.enumerated().compactMap { index, draft in
            let sku = sku(draft.sku, field: "items[\(index)].sku")
            let quantity = quantity(draft.quantity, field: "items[\(index)].quantity")
            if let sku, !seen.insert(sku).inserted { fault("items[\(index)].sku", "duplicate", "is in the list already") }
            guard let sku, let quantity else { return nil }
            return StockLine(sku: sku, quantity: quantity)
        }
    }

    private mutating func sku(_ text: String?, field: String) -> SKU? {
        guard let text else { return missing(field) }
        guard let sku = SKU(text) else {
            return invalid(field, "must be 1 to \(SKU.maximumLength) visible ASCII characters without a slash")
        }
        return sku
    }

    private mutating func quantity(_ quantity: Int?, field: String) -> Int? {
        guard let quantity else { return missing(field) }
        guard (1...rules.maximumQuantity).contains(quantity) else {
            fault(field, "out_of_range", "must be from 1 to \(rules.maximumQuantity)")
            return nil
        }
        return quantity
    }

    private mutating func email(_ text: String?) -> String? {
        guard let text else { return missing("email") }
        guard EmailAddress.isPlausible(text) else { return invalid("email", "must be an email address of at most 254 characters") }
        return text
    }

    private mutating func address(_ draft: OrderRequestDraft.Address?) -> ShippingAddress? {
        guard let draft else { return missing("shippingAddress") }
        let name = line(draft.name, "shippingAddress.name", maximum: 200)
        let line1 = line(draft.line1, "shippingAddress.line1", maximum: 200)
        let city = line(draft.city, "shippingAddress.city", maximum: 100)
        let postalCode = line(draft.postalCode, "shippingAddress.postalCode", maximum: 20)
        let country = country(draft.country)
        guard let name, let line1, let city, let postalCode, let country else { return nil }
        return ShippingAddress(name: name, line1: line1, city: city, postalCode: postalCode, country: country)
    }

    private mutating func country(_ text: String?) -> String? {
        guard let text else { return missing("shippingAddress.country") }
        guard TaxRates.isCountry(text) else {
            return invalid("shippingAddress.country", "must be an ISO 3166 code of two upper-case letters, such as US")
        }
        return text
    }

    private mutating func payment(_ draft: OrderRequestDraft.Payment?) -> PaymentMethod? {
        guard let draft else { return missing("payment") }
        let method: PaymentMethod.Kind? = draft.method.map { PaymentMethod.Kind(rawValue: $0) } ?? missing("payment.method")
        if draft.method != nil, method == nil { fault("payment.method", "invalid", "must be card") }
        let isVisible = draft.token?.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F } ?? false
        if draft.token == nil { fault("payment.token", "required", "is missing") }
        guard let method, let token = draft.token else { return nil }
        guard isVisible, (1...PaymentMethod.maximumTokenLength).contains(token.utf8.count) else {
            return invalid("payment.token", "must be 1 to \(PaymentMethod.maximumTokenLength) visible ASCII characters")
        }
        return PaymentMethod(method: method, token: token)
    }

    /// One line of text that is not blank.
    private mutating func line(_ text: String?, _ field: String, maximum: Int) -> String? {
        guard let text else { return missing(field) }
        let isClean = text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
        let isBlank = text.allSatisfy(\.isWhitespace)
        guard !isBlank, isClean, text.count <= maximum, text.utf8.count <= maximum * 4 else {
            return invalid(field, "must be one line of 1 to \(maximum) characters")
        }
        return text
    }

    private mutating func fault(_ field: String, _ code: String, _ message: String) {
        errors.append(FieldError(field: field, code: code, message: message))
    }

    private mutating func missing<Value>(_ field: String) -> Value? {
        fault(field, "required", "is missing")
        return nil
    }

    private mutating func invalid<Value>(_ field: String, _ message: String) -> Value? {
        fault(field, "invalid", message)
        return nil
    }
}
