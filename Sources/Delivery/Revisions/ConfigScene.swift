import HotConfig
import KubeModel
import ReleaseEngine

/// A service's configuration as a rollout has seen it, and the means to change just that.
struct ConfigScene: RolloutScene {
    let revisions: ConfigRevisions
    let main: KubeObject
    let view: ConfigView
    let rollout: Rollout
    let crashes: Int

    var observation: ReleaseObservation { view.observation(crashes: crashes) }

    var questions: [MetricQuestion] {
        let metrics = rollout.spec.analysis?.limits.map(\.name) ?? []
        return MetricPresets(.config, service: rollout.spec.service, namespace: rollout.namespace)
            .questions(metrics, own: rollout.questions)
    }

    func side(of labels: [String: String]) -> MetricSide? {
        guard labels["namespace"] ?? rollout.namespace == rollout.namespace, let pod = labels["pod"] else { return nil }
        guard view.pods.contains(where: { $0.name == pod }) else { return nil }
        return view.isNew(pod) ? .new : .stable
    }

    func perform(_ action: ReleaseAction) async throws(StatusError) {
        switch action {
        case .setRoute(let split, let intent, _):
            try await write(ConfigMapEdit(view, share: split.new, intent: intent))
            if split.new == 0 { await collect() }
        case .markStable(let version):
            try await write(ConfigMapEdit(view, promoting: version))
            await collect()
        // The pods are there, and stay there: a configuration only goes over to them.
        case .ensureReplicas, .retire: break
        }
    }

    /// What cannot be removed now is removed another time.
    private func collect() async { _ = try? await revisions.collect() }

    /// Replaces the ConfigMap, if it still is the one that was seen. Nil, a revision that is gone, is told as a conflict: another look
    /// shows what can be done without it.
    private func write(_ edit: ConfigMapEdit?) async throws(StatusError) {
        guard let edit else {
            throw .conflict(
                ObjectKey(.configMaps, namespace: main.namespace, name: main.name), "the revision to write is not kept any more")
        }
        var changed = main
        do {
            try edit.apply(to: &changed)
        } catch {
            throw StatusError(code: 500, reason: .internalError, message: "\(error)")
        }
        guard changed != main else { return }
        try await revisions.api.update(changed, as: .configMaps, manager: RolloutManager.config)
    }
}
