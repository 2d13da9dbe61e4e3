import Commerce
import Foundation
import Hummingbird

/// The access token of one order, in a cookie that goes to that order's page alone. So it stands in no address, history or log.
/// `/orders/{id}?token=…` opens the page from elsewhere: it sets the cookie and redirects to the address without the token.
enum OrderAccess {
    static let name = "souk_order"
    /// Seconds: ninety days.
    private static let lifetime = 90 * 24 * 3600

    static func cookie(_ token: String, for order: OrderID, isSecure: Bool) -> Cookie {
        ShopCookie.make(name, Link.encoded(token), path: Link.order(order), maxAge: lifetime, isSecure: isSecure)
    }

    /// The token of a cookie's value; nil when it cannot be one.
    static func token(_ value: String) -> String? {
        guard let token = value.removingPercentEncoding, isPlausible(token) else { return nil }
        return token
    }

    static func isPlausible(_ token: String) -> Bool { (1...1_024).contains(token.utf8.count) }
}
