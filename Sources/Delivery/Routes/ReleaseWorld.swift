package import KubeModel
import ReleaseEngine

/// Services, their routes and their versions: what a ``RolloutWorld`` is for Releases.
///
/// Service S has the VirtualService S, the DestinationRule S, and for each version V the Deployment S-V, whose pods have the labels `app: S`
/// and `version: V`.
package struct ReleaseWorld: RolloutWorld {
    /// How long a route may take to be in force where the mesh does not say so.
    package static let usualSettling: Duration = .seconds(5)

    let api: any ObjectAPI
    let settling: Duration
    let now: @Sendable () -> KubeTime

    package init(_ api: any ObjectAPI, settling: Duration = usualSettling, now: @escaping @Sendable () -> KubeTime) {
        self.api = api
        self.settling = settling
        self.now = now
    }

    package var watchedTypes: [ResourceType] { [.virtualServices, .destinationRules, .deployments, .pods, .configMaps] }

    package func isConcerned(_ rollout: Rollout, by object: KubeObject, of type: ResourceType) -> Bool {
        guard object.namespace == rollout.namespace else { return false }
        switch type {
        case .virtualServices, .destinationRules: return object.name == rollout.spec.service
        default: return object.labels["app"] == rollout.spec.service
        }
    }

    package func look(at rollout: Rollout, crashes: inout CrashLedger) async throws(StatusError) -> any RolloutScene {
        let (service, namespace) = (rollout.spec.service, rollout.namespace)
        let route = try await api.find(ObjectKey(.virtualServices, namespace: namespace, name: service))
        let rule = try await api.find(ObjectKey(.destinationRules, namespace: namespace, name: service))
        let split = route.map { RouteSplit($0, service: service) }
        let sides = ReleaseSides(of: rollout, serving: split?.servingVersion)
        let selector = ObjectSelector(labels: LabelSelector(matching: ["app": service]))
        let pods = try await api.list(.pods, namespace: namespace, selector: selector).items
        var versions: [String: VersionPods] = [:]
        for name in [sides.stable, sides.new].compactMap(\.self) {
            let key = ObjectKey(.deployments, namespace: namespace, name: "\(service)-\(name)")
            versions[name] = try await api.find(key).map { VersionPods($0, version: name, pods: pods) }
        }
        note(versions[sides.new], of: rollout, in: &crashes)
        var observed: [String: VersionObservation] = [:]
        for (name, version) in versions {
            observed[name] = version.observation(
                crashes: name == sides.new ? crashes.total : 0, config: try await config(of: version.deployment))
        }
        return ReleaseScene(
            world: self, rollout: rollout, sides: sides, split: split, rule: rule, deployments: versions.mapValues(\.deployment),
            versions: observed)
    }

    private func note(_ version: VersionPods?, of rollout: Rollout, in crashes: inout CrashLedger) {
        guard let version else { return }
        let begun = rollout.state?.begunAt?.text
        let created = Dictionary(version.pods.map { ($0.uid, $0.creationTimestamp ?? "") }) { $1 }
        crashes.take(version.crashes, isOld: { uid in begun.map { created[uid] ?? "" < $0 } ?? true })
    }

    private func config(of deployment: KubeObject) async throws(StatusError) -> String {
        let fingerprint = ConfigFingerprint(of: deployment)
        var contents: [KubeObject] = []
        for name in fingerprint.configMaps {
            guard let map = try await api.find(ObjectKey(.configMaps, namespace: deployment.namespace, name: name)) else { continue }
            contents.append(map)
        }
        return fingerprint.hash(contents)
    }
}
