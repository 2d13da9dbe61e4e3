import KubeModel
import ReleaseEngine
import Synchronization

/// A service's route and versions as a release has seen them, and the means to change just those.
final class ReleaseScene: RolloutScene {
    private struct State {
        var split: RouteSplit?
        var rule: KubeObject?
        var deployments: [String: KubeObject]
    }

    let observation: ReleaseObservation
    let questions: [MetricQuestion]
    private let world: ReleaseWorld
    private let service: String
    private let namespace: String
    private let sides: ReleaseSides
    /// As they were seen, or as the last write left them: each write is one step from there or is refused.
    private let state: Mutex<State>

    init(
        world: ReleaseWorld, rollout: Rollout, sides: ReleaseSides, split: RouteSplit?, rule: KubeObject?,
        deployments: [String: KubeObject],
        versions: [String: VersionObservation]
    ) {
        self.world = world
        self.sides = sides
        service = rollout.spec.service
        namespace = rollout.namespace
        questions = MetricPresets(.release, service: service, namespace: namespace).questions(
            rollout.spec.analysis?.limits.map(\.name) ?? [], own: rollout.questions)
        state = Mutex(State(split: split, rule: rule, deployments: deployments))
        let route = split.map { split in
            RouteObservation(split, sides, settling: world.settling, at: world.now())
        }
        observation = ReleaseObservation(versions: versions, markedStable: split?.servingVersion, route: route)
    }

    func side(of labels: [String: String]) -> MetricSide? {
        switch MetricPresets.version(of: labels) {
        case sides.new: .new
        case sides.stable: .stable
        default: nil
        }
    }

    func perform(_ action: ReleaseAction) async throws(StatusError) {
        switch action {
        case .setRoute(let split, let intent, let expected): try await setRoute(split, intent, expecting: expected)
        case .markStable(let version): try await mark(version)
        case .ensureReplicas(let version, let count):
            try await scale(version) { $0 < count ? count : nil }
        case .retire(let version):
            try await scale(version) { $0 > 0 ? 0 : nil }
        }
    }
}

extension ReleaseScene {
    private func setRoute(_ wanted: TrafficSplit, _ intent: RouteIntent, expecting version: String?) async throws(StatusError) {
        let key = ObjectKey(.virtualServices, namespace: namespace, name: service)
        guard let split = state.withLock(\.split), let stable = sides.stable else { throw .notFound(key) }
        guard split.object.resourceVersion == version else { throw .conflict(key) }
        // Make before break: what a route names is there before the route is.
        try await ensureSubsets([stable, sides.new])
        var mark = split.mark
        mark.writer = intent
        mark.written = world.now()
        mark.stable = mark.stable ?? stable
        try await write(split.written(wanted, stable: stable, new: sides.new, mark: mark))
    }

    private func mark(_ version: String) async throws(StatusError) {
        guard let split = state.withLock(\.split) else { return }
        var (mark, object) = (split.mark, split.object)
        mark.stable = version
        mark.write(to: &object)
        try await write(object)
    }

    private func write(_ route: KubeObject) async throws(StatusError) {
        let written = try await world.api.update(route, as: .virtualServices, manager: DeliveryController.name)
        state.withLock { $0.split = RouteSplit(written, service: service) }
    }

    private func ensureSubsets(_ versions: [String]) async throws(StatusError) {
        let rule = state.withLock(\.rule)
        guard let wanted = DestinationSubset.adding(versions, to: rule, service: service, namespace: namespace) else { return }
        let write = rule == nil ? ObjectWrite.Action.create(wanted) : .update(wanted)
        let key = ObjectKey(.destinationRules, namespace: namespace, name: wanted.name)
        let written = try await world.api.perform(ObjectWrite(key, write, fieldManager: DeliveryController.name))
        state.withLock { $0.rule = written }
    }

    /// - Parameter change: The new number of replicas, nil for no change, from the present one.
    private func scale(_ version: String, _ change: (Int) -> Int?) async throws(StatusError) {
        let key = ObjectKey(.deployments, namespace: namespace, name: "\(service)-\(version)")
        guard let deployment = state.withLock({ $0.deployments[version] }) else { throw .notFound(key) }
        guard let count = change(deployment.spec["replicas"].int ?? 1) else { return }
        let patch: JSON = [
            "metadata": ["resourceVersion": .string(deployment.resourceVersion)], "spec": ["replicas": .integer(count)],
        ]
        let scaled = try await world.api.patch(key, .merge(patch), subresource: .scale, manager: DeliveryController.name)
        state.withLock { state in
            state.deployments[version]?.resourceVersion = scaled.resourceVersion
            state.deployments[version]?["spec", "replicas"] = .integer(count)
        }
    }
}

extension RouteObservation {
    /// What a release sees of the route. One that is not whole counts as not written by anybody, so that it is written anew.
    fileprivate init(_ split: RouteSplit, _ sides: ReleaseSides, settling: Duration, at now: KubeTime) {
        let (seen, isWhole) = split.observed(stable: sides.stable ?? sides.new, new: sides.new)
        let writer = split.mark.writer.map { RouteIntent(release: isWhole ? $0.release : "", number: $0.number) }
        self.init(
            split: seen, intent: writer, resourceVersion: split.object.resourceVersion, generation: split.object.generation,
            proxies: split.proxies(newWeight: seen.new, settling: settling, at: now))
    }
}
