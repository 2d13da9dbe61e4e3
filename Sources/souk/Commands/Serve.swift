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
            LOG_LEVEL, HTTP_PROXY and NO_PROXY for calls to other services. With CONFIG_MAP, in a pod, the configuration is that ConfigMap, \
            watched through the API; the mounted copy stands in while the API is away.
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
        let root = environment.string(forKey: "souk.root") ?? ""
        let layout = layout(root: root)
        let pod = PodEnvironment(variables: ProcessInfo.processInfo.environment, root: root)
        try await OutboundTransport.withTransport(environment: pod.variables) { transport in
            try await ConfigMapWatching.with(pod, mountedAt: layout.config, logger: logger) { watching in
                let assembly = ShopAssembly(
                    addresses: Addresses(reader: environment), configMap: watching?.source, transport: transport, settings: settings,
                    logger: logger)
                let host = ServiceHost(
                    modules: [try await assembly.module(service, layout: layout)], settings: settings,
                    tokens: try await SecretFolder(path: layout.secrets).tokenVerifier(), metrics: metrics, logger: logger)
                try await host.run(companions: watching.map { [$0.service] } ?? [])
            }
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
