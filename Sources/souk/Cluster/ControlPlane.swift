import AsyncHTTPClient
import Foundation
import KubeControllers
import KubeModel
import LocalCluster
import Logging
import MeshControl
import NodeAgent
import ServiceLifecycle
import StorageSQLite

/// The control plane of one machine: API server, controllers, a node agent for each zone, and the mesh.
struct ControlPlane: Sendable {
    let home: ShopHome
    let settings: ClusterSettings
    let store: ObjectStore
    let agents: [NodeAgent]
    private let authority: ClusterAuthority
    private let tokens: AccessTokens
    private let logger: Logger

    /// Opens what is stored. Throws ``CommandFailure`` when that cannot be done.
    init(home: ShopHome, settings: ClusterSettings, logger: Logger) async throws {
        self.home = home
        self.settings = settings
        self.logger = logger
        do {
            let database = try SQLiteDatabase(path: "\(home.cluster)/objects.sqlite", logger: logger)
            store = try await ObjectStore(database: database, logger: logger)
            authority = try ClusterAuthority(folder: "\(home.cluster)/access")
            tokens = try AccessTokens(folder: "\(home.cluster)/access")
        } catch {
            throw CommandFailure("The cluster in \(home.cluster) cannot be opened: \(error)")
        }
        let nodes = settings.nodes(in: home, authorityPEM: authority.authorityPEM)
        agents = nodes.map { [store, tokens] node in
            NodeAgent(
                api: store, settings: node, token: { try Self.token($0, tokens) },
                logger: Self.labelled(logger, "node-agent", ["node": "\(node.name)"]))
        }
    }

    /// Writes the file by which kubectl finds the cluster.
    func writeKubeconfig() throws {
        let kubeconfig = Kubeconfig(
            server: settings.apiURL, authorityPEM: authority.authorityPEM, token: tokens.administrator,
            namespace: ClusterSettings.namespace)
        try PrivateFile.write(kubeconfig.text, to: home.kubeconfig)
    }

    /// Everything that runs while the control plane does, in the order of its start.
    /// - Parameter metrics: Where releases are measured.
    func services(http: HTTPClient, envoy: String, metrics: DeliveryAssembly.Metrics) -> [any Service] {
        let readings = NodeReadings(agents: agents, api: store)
        var server = APIServerSettings()
        server.port = settings.apiPort
        var controllers = ControllerSettings()
        controllers.rootCertificate = authority.authorityPEM
        return [
            APIServer(
                store: store, authority: authority, tokens: tokens, settings: server, logs: readings, usage: readings,
                logger: Self.labelled(logger, "api-server")),
            EventExpiry(store: store, ticks: Ticks(every: .seconds(60)), logger: Self.labelled(logger, "events")),
            ControllerManager(api: store, usage: readings, settings: controllers, logger: Self.labelled(logger, "controllers")),
        ] + agents + [
            MeshController(
                settings: settings.mesh, api: store, folder: home.mesh, envoy: envoy, http: http,
                logger: Self.labelled(logger, "mesh")),
            MetricsGateway(
                settings: settings.mesh, api: store, address: "127.0.0.1", port: settings.metricsPort, http: http,
                logger: Self.labelled(logger, "metrics")),
            // The folder's lock lets only one run, so that the next one need not wait until a lease of the last has lapsed.
            DeliveryAssembly(
                api: store, namespace: ClusterSettings.namespace, identity: "souk-up", metrics: metrics, http: http,
                logger: Self.labelled(logger, "delivery")
            ).controller,
        ]
    }

    /// Ends all pods, each after its own grace, while proxies and controllers go on: nothing in flight is dropped.
    func stopPods() async {
        await withDiscardingTaskGroup { group in
            for agent in agents { group.addTask { await agent.stopAllPods(grace: nil) } }
        }
    }

    private static func token(_ request: TokenRequest, _ tokens: AccessTokens) throws -> ServiceAccountToken {
        let account = ServiceAccount(
            namespace: request.namespace, name: request.serviceAccount, pod: .init(name: request.podName, uid: request.podUID))
        let now = Date()
        let text = tokens.token(
            for: account, at: KubeTime(secondsSince1970: now.timeIntervalSince1970), lifetime: .seconds(request.lifetime))
        return ServiceAccountToken(text: text, expiry: now.addingTimeInterval(Double(request.lifetime)))
    }

    private static func labelled(_ logger: Logger, _ component: String, _ metadata: Logger.Metadata = [:]) -> Logger {
        var logger = logger
        logger[metadataKey: "component"] = "\(component)"
        for (key, value) in metadata { logger[metadataKey: key] = value }
        return logger
    }
}
