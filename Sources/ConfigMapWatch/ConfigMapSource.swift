package import HotConfig
package import KubeModel
package import Logging
import ServiceLifecycle

/// Watches one ConfigMap through the API and pushes what it holds into a ``PushedSource``. It needs `get`, `list` and `watch` on that one
/// name and nothing else.
///
/// It lists again after each failure and never goes on from an old version then: by that time the mounted file may have taken over, and
/// nothing older may follow.
package struct ConfigMapSource<C: Clock>: Service where C.Duration == Duration {
    private let name: String
    private let pod: String?
    private let updates: ObjectStream<C>
    private let list: @Sendable () async throws(StatusError) -> ObjectList
    private let clock: C
    private let source: PushedSource
    private let logger: Logger

    /// - Parameter pod: Whose share of a rollout is read; nil for what is no pod.
    package init(
        _ name: String, namespace: String, pod: String? = nil, of api: any ObjectAPI, into source: PushedSource,
        clock: C = ContinuousClock(), logger: Logger
    ) {
        let selector = ObjectSelector(fields: FieldSelector([.init(field: "metadata.name", value: name, isEqual: true)]))
        self.name = name
        self.pod = pod
        self.source = source
        self.clock = clock
        self.logger = logger
        list = { () async throws(StatusError) in try await api.list(.configMaps, namespace: namespace, selector: selector) }
        updates = ObjectStream(
            .configMaps, namespace: namespace, selector: selector, of: api,
            backoff: Backoff(first: .milliseconds(50), longest: .seconds(2)), relistsAfterFailure: true, clock: clock)
    }

    /// Asks once, so that a service can start on what the API holds. When there is no answer within `limit` it starts on the file.
    package func prime(within limit: Duration) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                do throws(StatusError) {
                    self.take(.synced(try await self.list()))
                } catch {
                    self.take(.interrupted(error))
                }
            }
            group.addTask { try? await self.clock.sleep(for: limit) }
            await group.next()
            group.cancelAll()
        }
        guard !source.isConnected else { return }
        logger.warning(
            "Config was not told by the API in time; the service starts on the mounted file", metadata: ["configMap": "\(source.name)"])
    }

    /// Watches until the service shuts down.
    package func run() async throws {
        for await update in updates.cancelOnGracefulShutdown() { take(update) }
    }

    private func take(_ update: ObjectUpdate) {
        switch update {
        case .synced(let list): push(list.items.first { $0.name == name }, isListed: true)
        case .changed(let object) where object.name == name: push(object, isListed: false)
        case .deleted(let object) where object.name == name: push(nil, isListed: false)
        case .changed, .deleted, .resumed: break
        case .interrupted(let error): lose(error)
        }
    }

    private func push(_ object: KubeObject?, isListed: Bool) {
        let wasConnected = source.isConnected
        if let object {
            source.push(.content(SourceContent(configMap: object, pod: pod, arrived: .now), isListed: isListed))
        } else {
            source.push(.missing)
        }
        guard !wasConnected else { return }
        logger.info("Config is watched through the API", metadata: ["configMap": "\(source.name)"])
    }

    private func lose(_ error: StatusError) {
        let wasConnected = source.isConnected
        source.push(.lost(reason: error.message))
        logger.log(
            level: wasConnected ? .warning : .debug, "Config cannot be watched through the API; the mounted file stands in for it",
            metadata: ["configMap": "\(source.name)", "reason": "\(error.message)"])
    }
}
