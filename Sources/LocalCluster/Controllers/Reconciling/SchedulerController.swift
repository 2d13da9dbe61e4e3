import KubeControllers
package import KubeModel
import Synchronization

/// Gives every pending pod a node, one pod at a time.
package final class SchedulerController: Reconciler {
    package let name = "scheduler"
    package let isSerial = true
    private let context: ControllerContext
    private let pods: Informer
    private let nodes: Informer
    /// Nodes of pods that were bound and are not yet seen so, by the pod's uid.
    private let assumed = Mutex<[String: String]>([:])

    package init(_ context: ControllerContext, _ queue: WorkQueue<ObjectKey>) {
        self.context = context
        pods = context.informers[.pods]
        nodes = context.informers[.nodes]
        pods.onChange { [weak self, pods] change in
            if let pod = change.new, Scheduler.concerns(pod) { queue.add(pods.key(of: pod)) }
            if let pod = change.either, change.new == nil || PodView(pod).nodeName != nil {
                self?.assumed.withLock { _ = $0.removeValue(forKey: pod.uid) }
            }
            // Room that one has left may be what another waits for.
            let isLeaving = change.new.map { $0.isTerminating || PodView($0).isFinished } ?? true
            if isLeaving { self?.enqueueAll(queue) }
        }
        nodes.onChange { [weak self] change in
            if change.old.map(Self.traits) != change.new.map(Self.traits) { self?.enqueueAll(queue) }
        }
    }

    package var keys: [ObjectKey] { pods.objects().filter(Scheduler.concerns).map(pods.key) }

    private func enqueueAll(_ queue: WorkQueue<ObjectKey>) {
        for key in keys { queue.add(key) }
    }

    /// What of a node decides about pods: not its heartbeat.
    private static func traits(of node: KubeObject) -> [JSON] {
        [JSON(node.labels), node.spec, .bool(NodeView(node).isReady)]
    }

    package func reconcile(_ key: ObjectKey) async throws(StatusError) -> Duration? {
        guard let pod = pods.object(key), Scheduler.concerns(pod) else { return nil }
        let assumed = assumed.withLock { $0 }
        guard assumed[pod.uid] == nil else { return nil }
        let cluster = ClusterView(nodes: nodes.objects(), pods: pods.objects(), assumed: assumed)
        switch Scheduler(cluster).place(pod) {
        case .node(let node):
            self.assumed.withLock { $0[pod.uid] = node }
            do throws(StatusError) {
                return try await context.performer.perform(Scheduler.bind(pod, to: node, at: context.now()))
            } catch {
                self.assumed.withLock { _ = $0.removeValue(forKey: pod.uid) }
                throw error
            }
        case .nowhere(let reason):
            return try await context.performer.perform(Scheduler.reject(pod, because: reason, at: context.now()))
        }
    }
}
