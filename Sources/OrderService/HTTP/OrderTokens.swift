package import Crypto
package import Commerce
import Foundation

/// The access tokens of orders: base64url(HMAC-SHA256(key, order id)). They need no storage, and a repeat of a request gets the same one.
package struct OrderTokens: Sendable {
    private let key: SymmetricKey

    package init(key: SymmetricKey) {
        self.key = key
    }

    package func token(for order: OrderID) -> String {
        let code = HMAC<SHA256>.authenticationCode(for: Data(order.rawValue.utf8), using: key)
        return Data(code).base64EncodedString()
            .replacingOccurrences(of: "+", with: "-").replacingOccurrences(of: "/", with: "_").replacingOccurrences(of: "=", with: "")
    }

    /// Compares in constant time.
    package func isValid(_ token: String, for order: OrderID) -> Bool {
        let base64 = token.replacingOccurrences(of: "-", with: "+").replacingOccurrences(of: "_", with: "/") + "="
        guard token.utf8.count == 43, let code = Data(base64Encoded: base64) else { return false }
        return HMAC<SHA256>.isValidAuthenticationCode(code, authenticating: Data(order.rawValue.utf8), using: key)
    }
}
