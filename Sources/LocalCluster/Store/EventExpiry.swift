import Synchronization
import KubeModel
package import Logging
import ServiceLifecycle

/// Deletes events an hour after they last happened, as Kubernetes does.
package struct EventExpiry<Ticks: AsyncSequence & Sendable>: Service where Ticks.Element: Sendable {
    private let store: ObjectStore
    private let lifetime: Duration
    private let ticks: Ticks
    private let logger: Logger

    /// - Parameter ticks: When to look for old events.
    package init(store: ObjectStore, lifetime: Duration = .seconds(3600), ticks: Ticks, logger: Logger) {
        self.store = store
        self.lifetime = lifetime
        self.ticks = ticks
        self.logger = logger
    }

    package func run() async throws {
        for try await _ in ticks.cancelOnGracefulShutdown() { await sweep() }
    }

    /// Deletes what is old now.
    package func sweep() async {
        let oldest = store.time - lifetime
        let events = store.state.withLock { $0.objects(.events, in: nil) }
        for event in events {
            guard let last = Self.lastTime(of: event), last < oldest else { continue }
            let key = ObjectKey(.events, namespace: event.namespace, name: event.name)
            do {
                try await store.delete(key, DeleteOptions(uid: event.uid, resourceVersion: event.resourceVersion))
            } catch {
                // It has happened again meanwhile, or is gone; the next sweep sees.
                logger.debug("An old event stays", metadata: ["event": "\(event.name)", "error": "\(error)"])
            }
        }
    }

    private static func lastTime(of event: KubeObject) -> KubeTime? {
        let members = [
            event["lastTimestamp"], event["series", "lastObservedTime"], event["eventTime"], event["metadata", "creationTimestamp"],
        ]
        return members.lazy.compactMap { $0.string.flatMap(KubeTime.init) }.first
    }
}
