import Commerce
import PaymentAPI
import PaymentService

/// Values that many tests share.
enum Samples {
    static let order = OrderID.random()
    static let visa = AuthorizationRequest(amount: usd(1_000), method: PaymentMethod(token: "tok_visa"))

    static func usd(_ amount: Int) -> Money { Money(amount, .usd) }

    static func authorization(_ amount: Int = 1_000, token: String = "tok_visa") -> AuthorizationRequest {
        AuthorizationRequest(amount: usd(amount), method: PaymentMethod(token: token))
    }
}
