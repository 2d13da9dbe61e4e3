import MeshControl
import NodeAgent

/// The processes of a local cluster: they outlive the `souk up` that started them.
struct RunningProcesses: Sendable {
    let home: ShopHome
    let settings: ClusterSettings

    private var meshFolder: String { home.mesh }

    /// Whether the proxy that has the shop's port runs.
    var hasEdge: Bool { settings.mesh.proxies.contains { $0.isEdge && isRunning($0) } }

    /// The proxies that run.
    var proxies: [MeshProxy] { settings.mesh.proxies.filter(isRunning) }

    private func isRunning(_ proxy: MeshProxy) -> Bool {
        !EnvoyProcess.processes(in: MeshController.folder(of: proxy, in: meshFolder)).isEmpty
    }

    /// Ends all of them, pods first and each after its own grace, so that nothing in flight is dropped.
    func end() async throws {
        await withDiscardingTaskGroup { group in
            for folder in ClusterSettings.nodeFolders(in: home) { group.addTask { await NodeAgent.endAll(in: folder) } }
        }
        try await MeshController.stopProxies(settings: settings.mesh, folder: meshFolder)
    }
}
