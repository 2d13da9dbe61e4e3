import ConfigMapWatch
import HotConfig
import KubeClient
import Logging
import ServiceLifecycle

/// What a pod is told by its environment, and the folder under which its mounts lie.
struct PodEnvironment: Sendable {
    let variables: [String: String]
    let root: String

    /// By which it takes part in rollouts of a configuration.
    var name: String? { variables["POD_NAME"].flatMap { $0.isEmpty ? nil : $0 } }
}

/// The ConfigMap of a pod's service, watched through the API.
struct ConfigMapWatching: Sendable {
    /// How long a start waits for what the API holds before it goes on with the mounted file.
    private static let patience: Duration = .seconds(2)

    let source: PushedSource
    /// Keeps the source up to date; runs beside the server.
    let service: any Service

    /// Runs `body` with the ConfigMap that `CONFIG_MAP` names; with nil outside of a pod and where none is named.
    static func with<Result>(
        _ pod: PodEnvironment, mountedAt path: String, logger: Logger, isolation: isolated (any Actor)? = #isolation,
        _ body: (ConfigMapWatching?) async throws -> Result
    ) async throws -> Result {
        guard let name = pod.variables["CONFIG_MAP"], !name.isEmpty, let access = access(pod, logger: logger) else {
            return try await body(nil)
        }
        return try await KubeClient.withClient(access, logger: logger) { kube in
            let source = PushedSource(
                name: "configmaps/\(access.namespace)/\(name)", fallback: FileSourceReader(path: path, pod: pod.name))
            let watch = ConfigMapSource(name, namespace: access.namespace, pod: pod.name, of: kube, into: source, logger: logger)
            await watch.prime(within: patience)
            return try await body(ConfigMapWatching(source: source, service: watch))
        }
    }

    /// A service account that cannot be used is no reason not to serve: the mounted file is there.
    private static func access(_ pod: PodEnvironment, logger: Logger) -> KubeConfig? {
        do throws(KubeConfigFault) {
            return try KubeConfig.inCluster(root: pod.root, environment: pod.variables)
        } catch {
            logger.warning(
                "The API cannot be used; the mounted configuration is followed instead", metadata: ["reason": "\(error)"])
            return nil
        }
    }
}
