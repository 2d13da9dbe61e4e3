import ArgumentParser
import Configuration
import Foundation
import Logging
import ServiceKit

/// Runs one service until SIGTERM, as a pod does.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run one service.",
        discussion: """
            In a pod everything is found at its mount, under SOUK_ROOT where that is set: /etc/config, /vault/secrets, /var/lib/souk.
            The environment says the rest: HTTP_PORT, ADMIN_PORT, POD_NAME, POD_IP, DRAIN_DELAY_MS, PRODUCT_URL, ORDER_URL, PAYMENT_URL, \
            LOG_LEVEL.
            """)

    @Argument(help: "product, order, payment or storefront.")
    var service: ServiceName

    @Option(help: "The configuration: a YAML file or a ConfigMap volume.")
    var config: String?

    @Option(help: "The folder of secrets.")
    var secrets: String?

    @Option(help: "The folder of databases.")
    var data: String?

    func run() async throws {
        let environment = ConfigReader(provider: EnvironmentVariablesProvider())
        let metrics = bootstrapTelemetry(environment: environment)
        let settings = try HostSettings(reader: environment)
        let logger = Logger(label: "souk")
        let layout = layout(root: environment.string(forKey: "souk.root") ?? "")
        try await OutboundPool.withPool { http in
            let assembly = ShopAssembly(addresses: Addresses(reader: environment), http: http, settings: settings, logger: logger)
            let host = ServiceHost(
                modules: [try await assembly.module(service, layout: layout)], settings: settings,
                tokens: try await SecretFolder(path: layout.secrets).tokenVerifier(), metrics: metrics, logger: logger)
            try await host.run()
        }
    }

    private func layout(root: String) -> ServiceLayout {
        var layout = ServiceLayout.pod(root: root)
        layout.config = config ?? layout.config
        layout.secrets = secrets ?? layout.secrets
        layout.data = data ?? layout.data
        return layout
    }
}
