/// The databases in which the shop writes an order, by the name of their file.
enum ShopFile: String, CaseIterable, Sendable {
    case order, product, payment
    case sandbox = "sandbox-provider"

    /// `volumes` is the folder with one volume for each service.
    func path(in volumes: String) -> String { "\(volumes)/\(service)-data/\(rawValue).sqlite" }

    private var service: String {
        switch self {
        case .order: "order-service"
        case .product: "product-service"
        case .payment, .sandbox: "payment-service"
        }
    }
}
