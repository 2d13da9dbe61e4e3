import Foundation
package import KubeModel
package import Logging
import ServiceLifecycle

/// Runs all controllers of a cluster: what kube-controller-manager, kube-scheduler and Stakater's Reloader are.
///
/// They know nothing but the stored objects: after a restart they go on from there.
package struct ControllerManager: Service {
    private let api: any ObjectAPI
    private let usage: any PodUsageReading
    private let settings: ControllerSettings
    private let clock: any Clock<Duration>
    private let now: @Sendable () -> KubeTime
    private let logger: Logger

    /// - Parameters:
    ///   - api: The object store itself, or a client of an API server.
    ///   - usage: What pods use, for autoscalers.
    ///   - clock: For pauses.
    ///   - now: For what is written.
    package init(
        api: any ObjectAPI, usage: any PodUsageReading, settings: ControllerSettings = ControllerSettings(),
        clock: any Clock<Duration> = ContinuousClock(),
        now: @escaping @Sendable () -> KubeTime = { KubeTime(secondsSince1970: Date().timeIntervalSince1970) }, logger: Logger
    ) {
        self.api = api
        self.usage = usage
        self.settings = settings
        self.clock = clock
        self.now = now
        self.logger = logger
    }

    /// Makes the objects that every cluster has, then works until the service shuts down. Throws only if those cannot be made.
    package func run() async throws {
        try await InitialObjects.ensure(in: api)
        await cancelWhenGracefulShutdown { await work() }
    }

    private func work() async {
        let recorder = EventRecorder(api: api, now: now, logger: logger)
        let informers = InformerSet(of: api)
        let context = ControllerContext(
            api: api, informers: informers, performer: DirectivePerformer(api: api, recorder: recorder), now: now)
        let loops = loops(context)  // before the informers run, so that no handler misses anything
        await withDiscardingTaskGroup { group in
            group.addTask { await recorder.run() }
            for informer in informers.all { group.addTask { await informer.run() } }
            for informer in informers.all { await informer.synced() }
            for loop in loops { group.addTask { await loop() } }
        }
    }

    private func loops(_ context: ControllerContext) -> [@Sendable () async -> Void] {
        let collectorQueue = WorkQueue<String>()
        let collector = GarbageCollector(context, collectorQueue)
        let start = ContinuousClock.now
        let nodeHealth = NodeHealthController(
            context, settings: settings.nodeHealth, uptime: { start.duration(to: .now) }, clock: clock, logger: logger)
        return [
            // Endpoints first: traffic waits for nothing else.
            loop { EndpointSliceController(context, $0) },
            loop { DeploymentController(context, $0) },
            loop { ReplicaSetController(context, $0) },
            loop { SchedulerController(context, $0) },
            loop { DisruptionController(context, $0) },
            loop { AutoscalerController(context, $0, usage: usage, settings: settings.autoscaler) },
            loop { ReloaderController(context, $0, strategy: settings.reloadStrategy) },
            loop { NamespaceController(context, $0, rootCertificate: settings.rootCertificate) },
            loop(collector, collectorQueue),
            { await collector.followCustomTypes() },
            { await nodeHealth.run() },
        ]
    }

    private func loop<R: Reconciler>(_ make: (WorkQueue<R.Key>) -> R) -> @Sendable () async -> Void {
        let queue = WorkQueue<R.Key>()
        return loop(make(queue), queue)
    }

    private func loop<R: Reconciler>(_ reconciler: R, _ queue: WorkQueue<R.Key>) -> @Sendable () async -> Void {
        let loop = ControllerLoop(reconciler, queue, resyncPeriod: settings.resyncPeriod, clock: clock, logger: logger)
        return { await loop.run() }
    }
}
