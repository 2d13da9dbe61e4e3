import ArgumentParser
import AsyncHTTPClient
import Configuration
import Foundation
import Logging
import MeshControl
import ServiceKit
import ServiceLifecycle
import UnixSignals

/// Runs the shop from its manifests: the Kubernetes and Istio of one machine.
struct Up: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Open the shop from its manifests, in three zones on this machine.",
        discussion: """
            Pods are processes, routes are Envoy's, and kubectl works on it: the kubeconfig is in the shop's folder. Pods and proxies outlive \
            this command when it is killed; the next `souk up` takes them up again. Ports and network are remembered.
            """)

    @Option(help: "The port of the shop. Default: 8080.")
    var port: Int?

    @Option(help: "The port of the Kubernetes API. Default: 8001.")
    var apiPort: Int?

    @Option(help: "The port of the metrics of everything. Default: 9090.")
    var metricsPort: Int?

    @Option(help: "The zones have the loopback networks 127.N.0.0/16, 127.(N+1).0.0/16 and 127.(N+2).0.0/16. Default: 1.")
    var network: Int?

    @Option(name: [.customShort("k"), .customLong("manifests")], help: "The kustomization to apply.")
    var manifests = "deploy/overlays/local"

    @Option(name: .customLong("import"), help: "A catalogue to import if there are no products yet.")
    var catalogue: String?

    @Option(help: "Where releases are measured: http://HOST/metrics or prometheus:http://HOST:9090. Default: this shop's own metrics.")
    var releaseMetrics: String?

    @OptionGroup var home: HomeOption

    func validate() throws {
        if let releaseMetrics, DeliveryAssembly.Metrics(releaseMetrics) == nil {
            throw ValidationError("--release-metrics \(releaseMetrics) must be like http://HOST/metrics or prometheus:http://HOST:9090.")
        }
        for (option, port) in [("--port", port), ("--api-port", apiPort), ("--metrics-port", metricsPort)] {
            if let port, !(1...65_535).contains(port) { throw ValidationError("\(option) \(port) is no port: 1 to 65535.") }
        }
        if let network, !(1...252).contains(network) { throw ValidationError("--network \(network) leaves no room: 1 to 252.") }
    }

    func run() async throws {
        let began = ContinuousClock.now
        _ = bootstrapTelemetry(environment: ConfigReader(provider: EnvironmentVariablesProvider()), level: .warning)
        let home = home.absolute
        let envoy = try Tool.envoy.path()
        let rendered = try await ManifestSource(directory: manifests).rendered()
        try await home.prepare()
        try RunningShop.claim(home)
        let settings = try settings(in: home)
        let processes = RunningProcesses(home: home, settings: settings)
        let isAdopting = !processes.proxies.isEmpty
        try requireFree(settings, isAdopting: isAdopting)
        try settings.store(in: home)
        let images = ImageFolder(path: home.images)
        try images.add(tag: ImageFolder.ownTag, binary: try ownProgram())
        let plane = try await ControlPlane(home: home, settings: settings, logger: Logger(label: "souk"))
        try plane.writeKubeconfig()
        say(isAdopting ? "Taking up the shop that runs in \(home.root)." : "Opening the shop in \(home.root).")
        do {
            try await OutboundPool.withPool { http in
                let opening = ClusterOpening(
                    plane: plane, manifests: rendered, images: images, isAdopting: isAdopting,
                    catalogue: catalogue.map { FirstCatalogue(file: $0, url: settings.url, home: home, http: http) }, http: http,
                    began: began)
                let metrics = releaseMetrics.flatMap(DeliveryAssembly.Metrics.init) ?? .exposition(settings.metricsURL)
                try await run(plane.services(http: http, envoy: envoy, metrics: metrics) + [opening])
            }
        } catch {
            // A shop that sold before goes on selling; one that never opened leaves nothing behind.
            if !isAdopting { try await processes.end() }
            throw error
        }
        try await processes.end()
        say("The shop is closed. What was sold stays sold.")
    }

    /// Returns when the shop was told to close.
    private func run(_ services: [any Service]) async throws {
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: services.map { .init(service: $0, successTerminationBehavior: .gracefullyShutdownGroup) },
                gracefulShutdownSignals: [.sigterm, .sigint], logger: Logger(label: "souk")))
        try await group.run()
    }

    private func settings(in home: ShopHome) throws -> ClusterSettings {
        let stored = try ClusterSettings.stored(in: home)
        var settings = stored ?? ClusterSettings()
        settings.port = port ?? settings.port
        settings.apiPort = apiPort ?? settings.apiPort
        settings.metricsPort = metricsPort ?? settings.metricsPort
        settings.network = network ?? settings.network
        if let stored, stored != settings, !RunningProcesses(home: home, settings: stored).proxies.isEmpty {
            throw CommandFailure(
                "The shop in \(home.root) runs on other ports or another network. `souk down --home \(home.root)` first ends it.")
        }
        return settings
    }

    private func requireFree(_ settings: ClusterSettings, isAdopting: Bool) throws {
        try PortCheck.requireFree(["--api-port": settings.apiPort, "--metrics-port": settings.metricsPort], host: "127.0.0.1")
        guard !isAdopting else { return }
        try PortCheck.requireFree(["--port": settings.port], host: "127.0.0.1")
        for proxy in settings.mesh.proxies where !proxy.isEdge {
            try PortCheck.requireFree(["--network": proxy.port], host: proxy.address)
        }
    }
}
