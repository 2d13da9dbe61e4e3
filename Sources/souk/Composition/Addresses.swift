import Configuration
import Foundation

/// Where the services are called: by name in a cluster, from the environment elsewhere (`PRODUCT_URL`, `ORDER_URL`, `PAYMENT_URL`).
/// Each may be several addresses with commas between, which are then called in turn.
struct Addresses: Sendable {
    var product: [String]
    var order: [String]
    var payment: [String]

    init(reader: ConfigReader) {
        func addresses(_ key: ConfigKey, default fallback: String) -> [String] {
            (reader.string(forKey: key) ?? fallback).split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
        }
        product = addresses("product.url", default: "http://product-service")
        order = addresses("order.url", default: "http://order-service")
        payment = addresses("payment.url", default: "http://payment-service")
    }

    /// Every service at one address, as in `souk dev`.
    init(all address: String) {
        product = [address]
        order = [address]
        payment = [address]
    }
}
