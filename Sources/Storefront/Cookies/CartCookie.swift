import Commerce
import Hummingbird
import OrderAPI

/// Which cart is the visitor's, and how many units were in it when we last saw it, so that the header of any page can show
/// the number without asking the order service. On the wire `<id>.<count>`.
struct CartCookie: Sendable, Equatable {
    static let name = "souk_cart"
    /// Seconds: thirty days.
    private static let lifetime = 30 * 24 * 3600

    let id: CartID
    let count: Int

    init(_ cart: Cart) {
        id = cart.id
        count = cart.items.reduce(0) { $0 &+ max(0, $1.quantity) }
    }

    /// Nil for anything that we did not write.
    init?(_ value: String) {
        let parts = value.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let id = CartID(String(parts[0])), let count = Int(parts[1]), (0...1_000_000).contains(count) else {
            return nil
        }
        self.id = id
        self.count = count
    }

    func cookie(isSecure: Bool) -> Cookie {
        ShopCookie.make(Self.name, "\(id).\(count)", path: "/", maxAge: Self.lifetime, isSecure: isSecure)
    }

    static func deletion(isSecure: Bool) -> Cookie {
        ShopCookie.make(name, "", path: "/", maxAge: 0, isSecure: isSecure)
    }
}
