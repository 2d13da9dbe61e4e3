import Foundation
import Hummingbird
import ServiceKit

/// A checkout whose outcome is not known yet, kept by the customer's own browser: any replica can go on asking with the same key
/// and the same details, and needs no memory for it. Whoever tampers with it changes only an order of their own.
enum PendingCheckout {
    static let name = "souk_pending"
    /// Seconds: longer than any outcome stays unknown.
    private static let lifetime = 15 * 60

    static func cookie(_ form: CheckoutForm, isSecure: Bool) throws -> Cookie {
        let text = Data(try ShopJSON.encode(form)).base64EncodedString()
        let value = text.replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
        return ShopCookie.make(name, value, path: Link.checkout, maxAge: lifetime, isSecure: isSecure, sameSite: .strict)
    }

    /// Nil for anything that we did not write, or that would not pass as a form.
    static func form(_ value: String) -> CheckoutForm? {
        var text = value.replacing("-", with: "+").replacing("_", with: "/")
        text += String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
        guard let data = Data(base64Encoded: text), let form = try? ShopJSON.decode(CheckoutForm.self, from: data) else { return nil }
        return form.isSendable ? form : nil
    }

    static func deletion(isSecure: Bool) -> Cookie {
        ShopCookie.make(name, "", path: Link.checkout, maxAge: 0, isSecure: isSecure, sameSite: .strict)
    }
}
