import ConfigMapWatch
import Delivery
import HotConfig
import KubeModel
import Logging
import Synchronization

/// A pod of `web`: its configuration is the real one, which really watches the ConfigMap.
final class FleetPod: Sendable {
    let name: String
    let config: HotConfig<FleetConfig>
    private let watch: ConfigMapSource<ContinuousClock>
    private let seen = Mutex<[Int]>([])

    init(_ name: String, api: any ObjectAPI) async throws {
        self.name = name
        let source = PushedSource(name: "web-config", fallback: NoFile())
        watch = ConfigMapSource("web-config", namespace: "shop", pod: name, of: api, into: source, logger: .silent)
        await watch.prime(within: .seconds(10))
        config = try HotConfig(ConfigWatch(pushed: source, lastGood: nil, logger: .silent))
    }

    /// Every limit that was in force, in order: a reload without a change would stand there twice.
    var limits: [Int] { seen.withLock { $0 } }

    var revision: String { config.current.revision }

    /// Until the task is cancelled.
    func run() async {
        await withDiscardingTaskGroup { group in
            group.addTask { try? await self.watch.run() }
            group.addTask { try? await self.config.run() }
            group.addTask {
                for await revision in self.config.updates { self.seen.withLock { $0.append(revision.value.limit) } }
            }
        }
    }

    /// Its object in the API.
    static func object(_ name: String) -> KubeObject {
        var pod = KubeObject(.pods, namespace: "shop", name: name, labels: ["app": "web", "version": "v1"])
        pod["spec"] = ["containers": [["name": "web", "image": "web:1"]]]
        return pod
    }
}

/// A mount that is not there.
private struct NoFile: SourceReading {
    let name = "/etc/config"

    func read() throws(SourceFailure) -> SourceContent {
        throw SourceFailure(path: name, reason: "nothing is there", remedy: "mount it")
    }
}
