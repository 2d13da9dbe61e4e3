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

    /// What its configuration may be, and what is wrong with one.
    var configCheck: ConfigCheck {
        switch self {
        case .product: ConfigCheck(of: ProductConfig.self)
        case .order: ConfigCheck(of: OrderConfig.self)
        case .payment: ConfigCheck(of: PaymentConfig.self)
        case .storefront: ConfigCheck(of: StorefrontConfig.self)
        }
    }

    /// Every key of its configuration with what it means, what is allowed and the default, as a YAML file.
    var documentedDefaults: String { configCheck.schema.documentedDefaults }
}
