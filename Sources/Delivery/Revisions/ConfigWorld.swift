package import KubeModel
import ReleaseEngine

/// Configurations: what a ``RolloutWorld`` is for ConfigRollouts. A share of a service's pods gets another content of the same ConfigMap.
package struct ConfigWorld: RolloutWorld {
    let api: any ObjectAPI
    private let source: any MetricSource
    let now: @Sendable () -> KubeTime

    /// - Parameter source: Where it is read which revision each pod runs. While it cannot be asked, no pod counts as having followed.
    package init(_ api: any ObjectAPI, source: any MetricSource, now: @escaping @Sendable () -> KubeTime) {
        self.api = api
        self.source = source
        self.now = now
    }

    package var watchedTypes: [ResourceType] { [.configMaps, .pods] }

    package func isConcerned(_ rollout: Rollout, by object: KubeObject, of type: ResourceType) -> Bool {
        guard object.namespace == rollout.namespace else { return false }
        let service = rollout.spec.service
        switch type {
        case .configMaps:
            let main = ConfigNames.main(of: service)
            return object.name == main || object.name == "\(main).\(rollout.spec.to)"
        case .pods: return object.labels["app"] == service
        default: return false
        }
    }

    package func look(at rollout: Rollout, crashes: inout CrashLedger) async throws(StatusError) -> any RolloutScene {
        let service = rollout.spec.service
        let state = rollout.presentState
        let revisions = ConfigRevisions(api, service: service, namespace: rollout.namespace, now: now)
        guard let main = try await Self.found(revisions.main) else { return AbsentConfigScene() }
        let selector = ObjectSelector(labels: LabelSelector(matching: ["app": service]))
        let pods = try await api.list(.pods, namespace: rollout.namespace, selector: selector).items.map(ConfigPod.init)
        let target = try await revision(state?.target ?? rollout.spec.to, in: revisions)
        let stable = try await revision(state?.stable, in: revisions)
        let running = await RunningConfigs.read(from: source, namespace: rollout.namespace)
        let view = ConfigView(
            ConfigMapPicture(main), pods: pods, running: running, target: target, stable: stable, of: rollout.spec, state: state,
            at: Moment(milliseconds: now().microseconds / 1_000))
        note(view, since: rollout.object.creationTimestamp, in: &crashes)
        return ConfigScene(revisions: revisions, main: main, view: view, rollout: rollout, crashes: crashes.total)
    }

    /// A crash is laid to the revision only in pods that have it.
    private func note(_ view: ConfigView, since begun: String?, in crashes: inout CrashLedger) {
        let byUID = Dictionary(view.pods.map { ($0.uid, $0) }) { $1 }
        crashes.take(
            byUID.mapValues(\.crashes), isOld: { (byUID[$0]?.createdAt ?? "") <= (begun ?? "") },
            counts: { byUID[$0].map { view.isNew($0.name) } ?? false })
    }

    private func revision(_ name: String?, in revisions: ConfigRevisions) async throws(StatusError) -> RecordedRevision? {
        guard let number = ConfigNames.number(ofRevision: name) else { return nil }
        return try await Self.found { () async throws(StatusError) in try await revisions.get(number) }
    }

    /// Nil for what is not there.
    private static func found<Value>(_ get: () async throws(StatusError) -> Value) async throws(StatusError) -> Value? {
        do throws(StatusError) {
            return try await get()
        } catch {
            guard error.code == 404 else { throw error }
            return nil
        }
    }
}

/// A service that has no ConfigMap: there is nothing to roll out, and nothing to act on.
struct AbsentConfigScene: RolloutScene {
    let observation = ReleaseObservation(versions: [:], markedStable: nil, route: nil)
    let questions: [MetricQuestion] = []

    func side(of labels: [String: String]) -> MetricSide? { nil }

    func perform(_ action: ReleaseAction) async throws(StatusError) {}
}
