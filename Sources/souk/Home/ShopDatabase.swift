/// A database of the shop, and the service whose volume it lies in.
enum ShopDatabase: String, CaseIterable {
    case product, order, carts, payment
    case sandboxProvider = "sandbox-provider"

    var owner: ServiceName {
        switch self {
        case .product: .product
        case .order, .carts: .order
        case .payment, .sandboxProvider: .payment
        }
    }
}
