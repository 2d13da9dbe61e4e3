import ArgumentParser
import Configuration
import Foundation
import Logging
import ServiceKit

/// Runs the whole shop in one process.
struct Dev: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Run the whole shop in one process, for hacking on it.")

    @Option(help: "The port of the shop.")
    var port = 8080

    @Option(help: "The port of /livez, /readyz, /metrics and /configz.")
    var adminPort = 9464

    @Option(name: .customLong("import"), help: "A catalogue to import if there are no products yet.")
    var catalogue: String?

    @OptionGroup var home: HomeOption

    func run() async throws {
        let environment = ConfigReader(provider: EnvironmentVariablesProvider())
        let metrics = bootstrapTelemetry(environment: environment, level: .warning)
        let home = home.home
        try await home.prepare()
        try home.prepareConfig()
        try RunningShop.claim(home)
        var settings = try HostSettings(reader: environment)
        (settings.port, settings.adminPort, settings.drainDelay) = (port, adminPort, .milliseconds(200))
        try PortCheck.requireFree(["--port": port, "--admin-port": adminPort], host: settings.host)
        let url = "http://\(settings.host):\(port)"
        let logger = Logger(label: "souk")
        try await OutboundPool.withPool { http in
            let assembly = ShopAssembly(
                addresses: Addresses(all: url), forwardsAPI: false, transport: OutboundTransport(direct: http), settings: settings,
                logger: logger)
            var modules: [ServiceModule] = []
            for service in ServiceName.allCases { modules.append(try await assembly.module(service, layout: home.layout(of: service))) }
            let host = ServiceHost(
                modules: modules, settings: settings, tokens: try await SecretFolder(path: home.secrets).tokenVerifier(),
                metrics: metrics, logger: logger)
            let opening = Opening(
                url: url, adminURL: "http://\(settings.host):\(adminPort)", home: home,
                catalogue: catalogue.map { FirstCatalogue(file: $0, url: url, home: home, http: http) })
            try await host.run(companions: [opening]) { _ in opening.shopServes() }
        }
    }
}
