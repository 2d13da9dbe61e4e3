/// The databases in which the shop writes an order, by the name of their file.
enum ShopFile: String, CaseIterable, Sendable {
    case order, product, payment
    case sandbox = "sandbox-provider"

    func path(in folder: String) -> String { "\(folder)/\(rawValue).sqlite" }
}
