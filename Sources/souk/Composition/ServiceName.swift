import ArgumentParser
import HotConfig
import OrderService
import PaymentService
import ProductService
import Storefront

/// The services that `souk serve` knows.
enum ServiceName: String, CaseIterable, ExpressibleByArgument {
    case product, order, payment, storefront

    /// The name on its token, and in a cluster its DNS name.
    var principal: String { self == .storefront ? rawValue : rawValue + "-service" }

    /// Every key of its configuration with what it means, what is allowed and the default, as a YAML file.
    var documentedDefaults: String {
        switch self {
        case .product: ConfigSchema(of: ProductConfig.self).documentedDefaults
        case .order: ConfigSchema(of: OrderConfig.self).documentedDefaults
        case .payment: ConfigSchema(of: PaymentConfig.self).documentedDefaults
        case .storefront: ConfigSchema(of: StorefrontConfig.self).documentedDefaults
        }
    }
}
