import Foundation
package import KubeModel
package import Logging
import ServiceLifecycle

/// Runs Releases and ConfigRollouts: an ordinary Kubernetes controller, which runs in `souk up` as it does in a cluster with Istio. Of
/// several, the one that holds the lease works and the others stand by.
///
/// Everything it knows is in the objects. A controller that is killed at any point is replaced by another, which goes on from what it sees.
package struct DeliveryController: Service {
    /// Who writes, in `managedFields` and events.
    package static let name = "souk-delivery"

    private let api: any ObjectAPI
    private let namespace: String
    private let worlds: [RolloutKind: any RolloutWorld]
    private let lease: LeaderLease
    private let tools: WorkerTools

    /// - Parameters:
    ///   - api: The object store itself, or a client of an API server.
    ///   - namespace: Where it works and where its lease is.
    ///   - identity: Another one for each controller that runs at the same time.
    ///   - worlds: Made with the API that they have to work through: it refuses to write while the lease is not held.
    ///   - clock: For pauses and for the lease; it must not stand still while the process is stopped.
    ///   - now: For what is written and for the times that a rollout remembers.
    package init(
        api: any ObjectAPI, namespace: String, identity: String, worlds: (any ObjectAPI) -> [RolloutKind: any RolloutWorld],
        metrics: any MetricSource, settings: DeliverySettings = DeliverySettings(), clock: any Clock<Duration> = ContinuousClock(),
        now: @escaping @Sendable () -> KubeTime = { KubeTime(secondsSince1970: Date().timeIntervalSince1970) }, logger: Logger
    ) {
        let lease = LeaderLease(
            api: api, namespace: namespace, identity: identity, settings: settings, clock: clock, now: now, logger: logger)
        let fenced = FencedAPI(api) { lease.isHeld }
        self.api = api
        self.namespace = namespace
        self.worlds = worlds(fenced)
        self.lease = lease
        tools = WorkerTools(
            api: fenced, lease: lease, readings: MetricReadings(source: metrics),
            events: EventWriter(api: api, now: now, logger: logger), settings: settings, clock: clock, now: now, logger: logger)
    }

    /// Whether it is the one that works.
    package var isLeading: Bool { lease.isHeld }

    /// Works until the service shuts down, and lets another one take over at once then.
    package func run() async throws {
        await cancelWhenGracefulShutdown { await work() }
        await lease.release()
    }

    private func work() async {
        let inbox = WakeInbox()
        let loop = WakeLoop(namespace: namespace, worlds: worlds, tools: tools)
        await withDiscardingTaskGroup { group in
            group.addTask { await lease.run { inbox.put(.acquired) } }
            group.addTask { await tools.events.run() }
            for type in loop.watchedTypes {
                group.addTask {
                    for await update in ObjectStream(type, namespace: namespace, of: api) { inbox.put(.update(type, update)) }
                }
            }
            group.addTask { await loop.run(inbox) }
        }
    }
}
