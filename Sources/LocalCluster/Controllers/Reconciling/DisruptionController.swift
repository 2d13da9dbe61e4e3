import KubeControllers
package import KubeModel

/// Keeps the status of PodDisruptionBudgets, by which evictions are granted.
package struct DisruptionController: Reconciler {
    package let name = "disruption"
    private let context: ControllerContext
    private let budgets: Informer

    package init(_ context: ControllerContext, _ queue: WorkQueue<ObjectKey>) {
        self.context = context
        budgets = context.informers[.podDisruptionBudgets]
        budgets.onChange { [budgets] change in
            if let object = change.either { queue.add(budgets.key(of: object)) }
        }
        context.informers[.pods].onChange { [budgets] change in
            guard let pod = change.either else { return }
            for budget in budgets.objects(in: pod.namespace) {
                guard let selector = budget.selector(at: "spec", "selector") else { continue }
                if change.both.contains(where: { selector.matches($0.labels) }) { queue.add(budgets.key(of: budget)) }
            }
        }
        for type in [ResourceType.replicaSets, .deployments] {
            context.informers[type].onChange { [budgets] change in
                guard let owner = change.either, change.old?["spec", "replicas"] != change.new?["spec", "replicas"] else { return }
                for budget in budgets.objects(in: owner.namespace) { queue.add(budgets.key(of: budget)) }
            }
        }
    }

    package var keys: [ObjectKey] { budgets.objects().map(budgets.key) }

    package func reconcile(_ key: ObjectKey) async throws(StatusError) -> Duration? {
        guard let budget = budgets.object(key), let selector = budget.selector(at: "spec", "selector") else { return nil }
        let pods = context.informers[.pods].objects(in: key.namespace).filter { selector.matches($0.labels) }
        let pass = DisruptionBudget(budget, pods: pods, scale: scale(of: pods), at: context.now())
        return try await context.performer.perform(pass.directives())
    }

    /// What all controllers of these pods want together. A pod without one counts for itself.
    private func scale(of pods: [KubeObject]) -> Int {
        var scales: [String: Int] = [:]
        for pod in pods {
            guard let set = context.controller(of: pod, .replicaSets) else {
                scales[pod.uid] = 1
                continue
            }
            let owner = context.controller(of: set, .deployments) ?? set
            scales[owner.uid] = owner["spec", "replicas"].int ?? 1
        }
        return scales.values.reduce(0, +)
    }
}
