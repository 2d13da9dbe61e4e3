import ArgumentParser
import Configuration
import Delivery
import Foundation
import KubeClient
import Logging
import ServiceKit
import ServiceLifecycle
import UnixSignals

/// Runs the delivery controller against a cluster.
struct Controller: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run releases and rollouts of configurations in a cluster. `souk up` does so by itself.",
        discussion: """
            In a pod the cluster is found by its service account, elsewhere by --kubeconfig. Several may run: one works, the others stand by \
            and take over within five seconds. On the admin port (ADMIN_PORT, 9464) are /livez, /readyz and /metrics.
            """)

    @Option(help: "The kubeconfig by which the API is found. Default: the pod's service account.")
    var kubeconfig: String?

    @Option(name: [.customShort("n"), .long], help: "The namespace. Default: the pod's, or that of the kubeconfig.")
    var namespace: String?

    @Option(help: "Where all metrics are read from one page: http://HOST/metrics.")
    var metricsURL: String?

    @Option(help: "The Prometheus that has the metrics: http://HOST:9090.")
    var prometheus: String?

    func validate() throws {
        guard (metricsURL == nil) != (prometheus == nil) else {
            throw ValidationError("Give either --metrics-url or --prometheus: a release is judged by what is measured.")
        }
        if metrics == nil { throw ValidationError("\(metricsURL ?? prometheus ?? "") is no URL such as http://HOST:9090.") }
    }

    private var metrics: DeliveryAssembly.Metrics? {
        metricsURL.flatMap { DeliveryAssembly.Metrics($0) } ?? prometheus.flatMap { DeliveryAssembly.Metrics("prometheus:\($0)") }
    }

    func run() async throws {
        let environment = ConfigReader(provider: EnvironmentVariablesProvider())
        let registry = bootstrapTelemetry(environment: environment)
        let settings = try HostSettings(reader: environment)
        let logger = Logger(label: "souk-controller")
        let access = try access(
            PodEnvironment(variables: ProcessInfo.processInfo.environment, root: environment.string(forKey: "souk.root") ?? ""))
        guard let metrics else { return }
        try await KubeClient.withClient(access, logger: logger) { kube in
            try await OutboundPool.withPool { http in
                let delivery = DeliveryAssembly(
                    api: kube, namespace: access.namespace, identity: identity, metrics: metrics, http: http, logger: logger)
                let group = ServiceGroup(
                    services: [AdminServer(settings: settings, metrics: registry, logger: logger), delivery.controller],
                    gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
                try await group.run()
            }
        }
    }

    /// A container that starts again in its pod goes on at once; nobody else has the pod's name.
    private var identity: String {
        let process = ProcessInfo.processInfo
        return process.environment["POD_NAME"] ?? "\(process.hostName)-\(UUID().uuidString.prefix(8).lowercased())"
    }

    private func access(_ pod: PodEnvironment) throws -> KubeConfig {
        do throws(KubeConfigFault) {
            let named = if let kubeconfig { try KubeConfig.kubeconfig(kubeconfig) } else { nil as KubeConfig? }
            let inPod = named == nil ? try KubeConfig.inCluster(root: pod.root, environment: pod.variables) : nil
            guard var access = named ?? inPod else {
                throw KubeConfigFault(path: "environment", reason: "this is no pod, and no --kubeconfig is given")
            }
            if let namespace { access.namespace = namespace }
            return access
        } catch {
            throw CommandFailure("The API cannot be reached: \(error).")
        }
    }
}
