package import KubeControllers
package import KubeModel
import ReleaseEngine

/// Puts routes back that somebody has led past the version that serves, for instance by applying an old manifest again.
extension ReleaseWorld {
    package func lookAfter(_ namespace: String, besides rollouts: [Rollout]) async throws(StatusError) -> [EventNote] {
        let busy = Set(rollouts.map(\.spec.service))
        var notes: [EventNote] = []
        for object in try await api.list(.virtualServices, namespace: namespace).items where !busy.contains(object.name) {
            guard let restored = RouteSplit(object, service: object.name).restored(at: now()) else { continue }
            guard try await isServing(restored.version, of: object) else { continue }
            try await api.update(restored.object, as: .virtualServices, manager: DeliveryController.name)
            let message = "Requests go to \(restored.version) again, which serves by the last release"
            notes.append(EventNote(.warning, about: object, reason: "RouteRestored", message, from: DeliveryController.name))
        }
        return notes
    }

    /// Nobody is sent to a version that has no pods.
    private func isServing(_ version: String, of route: KubeObject) async throws(StatusError) -> Bool {
        let labels = LabelSelector(matching: ["app": route.name, "version": version])
        let pods = try await api.list(.pods, namespace: route.namespace, selector: ObjectSelector(labels: labels)).items
        return pods.contains { PodView($0).isReady && !$0.isTerminating }
    }
}

extension RouteSplit {
    /// The route as it has to be between releases, if it is another one and may be put back.
    package func restored(at time: KubeTime) -> (object: KubeObject, version: String)? {
        guard let stable = mark.stable, mark.isManaged, hasRoutes else { return nil }
        let (split, isWhole) = observed(stable: stable, new: stable)
        // Everything goes to the one version: as the new one of two that are the same it has all of it.
        guard !isWhole || split.new != 100 || split.preview != nil else { return nil }
        var mark = mark
        mark.written = time
        return (written(TrafficSplit(new: 100), stable: stable, new: stable, mark: mark), stable)
    }
}
