import Configuration
import Foundation
import HotConfig
import Logging
import OrderAPI
import OrderService
import PaymentAPI
import PaymentService
import ProductAPI
import ProductService
import ServiceKit
import Storage
import StorageSQLite
import Storefront

/// Puts each service together from its configuration, its databases and the clients of the services it calls.
struct ShopAssembly: Sendable {
    let addresses: Addresses
    /// Whether the storefront hands the API on; not where every service is in this process.
    var forwardsAPI = true
    /// The ConfigMap of the one service that runs here, watched through the API; nil where configurations are files.
    var configMap: PushedSource?
    let transport: OutboundTransport
    let settings: HostSettings
    let logger: Logger

    /// Opens the service's files and builds it. Throws ``CommandFailure`` that says which file cannot be used.
    func module(_ service: ServiceName, layout: ServiceLayout) async throws -> ServiceModule {
        switch service {
        case .product: try product(layout)
        case .order: try await order(layout)
        case .payment: try await payment(layout)
        case .storefront: try storefront(layout)
        }
    }

    private func product(_ layout: ServiceLayout) throws -> ServiceModule {
        buildProductService(
            config: try config(ProductConfig.self, layout), database: try database(.product, layout), logger: logger(.product))
    }

    private func order(_ layout: ServiceLayout) async throws -> ServiceModule {
        let secrets = SecretFolder(path: layout.secrets)
        let token = try secrets.token(of: .order)
        let cartDatabase = try database(.carts, layout)
        let carts = SQLiteKeyValueStore(database: cartDatabase, table: "carts")
        try await Migrator.migrate(cartDatabase, carts.migrations)
        return buildOrderService(
            config: try config(OrderConfig.self, layout), database: try database(.order, layout),
            carts: carts,
            stock: HTTPProductClient(client: client("product-service", addresses.product, token: token)),
            payments: HTTPPaymentClient(client: client("payment-service", addresses.payment, token: token)),
            orderTokenKey: try secrets.orderAccessKey(), instance: settings.instance, logger: logger(.order))
    }

    private func payment(_ layout: ServiceLayout) async throws -> ServiceModule {
        let config = try config(PaymentConfig.self, layout)
        let sandbox = SandboxProvider(database: try database(.sandboxProvider, layout), config: config)
        try await sandbox.prepare()
        return buildPaymentService(config: config, database: try database(.payment, layout), provider: sandbox, logger: logger(.payment))
    }

    private func storefront(_ layout: ServiceLayout) throws -> ServiceModule {
        let token = try SecretFolder(path: layout.secrets).token(of: .storefront)
        let orders = HTTPOrderClient(client: client("order-service", addresses.order, token: token))
        return try buildStorefront(
            config: try config(StorefrontConfig.self, layout),
            catalog: HTTPProductClient(client: client("product-service", addresses.product, token: token)), carts: orders, orders: orders,
            api: forwardsAPI ? APIForwarding(product: addresses.product, order: addresses.order, transport: transport) : nil)
    }

    private func client(_ service: String, _ addresses: [String], token: String) -> OutboundClient {
        OutboundClient(service: service, baseURLs: addresses, token: token, transport: transport, logger: logger)
    }

    private func config<Value: HotConfigurable>(_ type: Value.Type, _ layout: ServiceLayout) throws -> HotConfig<Value> {
        let lastGood = "\(layout.data)/\(Value.service).last-good-config"
        guard let configMap else {
            return try HotConfig(
                ConfigWatch(source: .path(layout.config), pod: settings.instance, lastGood: lastGood, logger: logger))
        }
        return try HotConfig(ConfigWatch(pushed: configMap, lastGood: lastGood, logger: logger))
    }

    private func database(_ name: ShopDatabase, _ layout: ServiceLayout) throws -> SQLiteDatabase {
        let path = layout.path(of: name)
        do {
            try PrivateFile.createFolder(layout.data)
            return try SQLiteDatabase(path: path, logger: logger)
        } catch {
            throw CommandFailure("The database \(path) cannot be opened: \(error)")
        }
    }

    private func logger(_ service: ServiceName) -> Logger {
        var logger = logger
        logger[metadataKey: "service"] = "\(service.principal)"
        return logger
    }
}
