package import KubeControllers
package import KubeModel
import Synchronization

/// Scales what HorizontalPodAutoscalers name, by what its pods use.
package final class AutoscalerController: Reconciler {
    package let name = "horizontalpodautoscaler"
    private let context: ControllerContext
    private let autoscalers: Informer
    private let usage: any PodUsageReading
    private let settings: AutoscalerSettings
    private let histories = Mutex<[String: ScalingHistory]>([:])

    package init(
        _ context: ControllerContext, _ queue: WorkQueue<ObjectKey>, usage: any PodUsageReading, settings: AutoscalerSettings
    ) {
        self.context = context
        self.usage = usage
        self.settings = settings
        autoscalers = context.informers[.horizontalPodAutoscalers]
        autoscalers.onChange { [weak self, autoscalers] change in
            if let old = change.old, old.uid != change.new?.uid { self?.histories.withLock { _ = $0.removeValue(forKey: old.uid) } }
            // Its own status is no news: an autoscaler looks once in its period and when it is changed.
            guard let object = change.new, change.old?.spec != object.spec else { return }
            queue.add(autoscalers.key(of: object))
        }
    }

    package var keys: [ObjectKey] { [] }

    package func reconcile(_ key: ObjectKey) async throws(StatusError) -> Duration? {
        guard let autoscaler = autoscalers.object(key) else { return nil }
        let now = context.now()
        guard let target = target(of: autoscaler) else {
            let reference = autoscaler["spec", "scaleTargetRef"]
            let message = "\(reference["kind"].string ?? "") \"\(reference["name"].string ?? "")\" not found"
            return try await context.performer.perform(
                AutoscalerPass.directives(for: autoscaler, withoutTarget: message, at: now, settings))
        }
        let usage = await usage.usage(ofPodsIn: key.namespace)
        let directives = histories.withLock { histories in
            AutoscalerPass.directives(
                for: autoscaler, target: target, usage: usage, history: &histories[autoscaler.uid, default: ScalingHistory()], at: now,
                settings)
        }
        return try await context.performer.perform(directives)
    }

    /// The Deployment or ReplicaSet that is scaled; nil when it is not there.
    private func target(of autoscaler: KubeObject) -> AutoscalerPass.Target? {
        let reference = autoscaler["spec", "scaleTargetRef"]
        let types: [ResourceType] = [.deployments, .replicaSets]
        guard let type = types.first(where: { $0.kind == reference["kind"].string }), let name = reference["name"].string,
            let object = context.informers[type].object(namespace: autoscaler.namespace, name: name),
            let selector = object.selector(at: "spec", "selector")
        else { return nil }
        let pods = context.informers[.pods].objects(in: autoscaler.namespace).filter { selector.matches($0.labels) }
        return AutoscalerPass.Target(
            key: ObjectKey(type, namespace: autoscaler.namespace, name: name), replicas: object["spec", "replicas"].int ?? 1, pods: pods)
    }
}
