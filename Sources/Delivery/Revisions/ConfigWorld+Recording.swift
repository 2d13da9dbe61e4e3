package import KubeControllers
package import KubeModel
import HotConfig

/// Keeps the history of configurations whole: whatever the ConfigMap of a service comes to say, also by `kubectl edit`, is recorded as a
/// revision and noted on it. A rollout that is under way sees by that note that it has to make way.
extension ConfigWorld {
    package func lookAfter(_ namespace: String, besides rollouts: [Rollout]) async throws(StatusError) -> [EventNote] {
        // Not the copies: there are many more of them, and they never change.
        let selector = ObjectSelector(labels: LabelSelector([.exists("app"), .absent(ConfigLabel.service)]))
        let open = Set(rollouts.map(\.object.uid))
        var notes: [EventNote] = []
        for object in try await api.list(.configMaps, namespace: namespace, selector: selector).items {
            guard let service = ConfigNames.service(of: object) else { continue }
            notes += [
                try await unlessOvertaken { () async throws(StatusError) in try await withdrawShare(of: object, besides: open) },
                try await unlessOvertaken { () async throws(StatusError) in try await record(object, of: service) },
            ].compactMap(\.self)
        }
        return notes
    }

    /// Nil when somebody has changed or removed the object meanwhile: the next look finds what there is then.
    private func unlessOvertaken(_ write: () async throws(StatusError) -> EventNote?) async throws(StatusError) -> EventNote? {
        do throws(StatusError) {
            return try await write()
        } catch {
            guard error.code == 404 || error.code == 409 else { throw error }
            return nil
        }
    }

    /// Takes a share of the pods back from a rollout that is gone, or has come to its end without doing so: nobody measures it any more.
    private func withdrawShare(of main: KubeObject, besides open: Set<String>) async throws(StatusError) -> EventNote? {
        guard let staging = ConfigMapPicture(main).staging, !open.contains(staging.release) else { return nil }
        // The rollouts were read before the ConfigMap: one that has begun since then is at work.
        let present = try await api.list(.configRollouts, namespace: main.namespace).items
        guard !present.contains(where: { $0.uid == staging.release && !$0.isOver }) else { return nil }
        var changed = main
        changed.setConfig(ConfigContent(of: main))
        try await api.update(changed, as: .configMaps, manager: RolloutManager.config)
        let message = "\(staging.percent) % of the pods had \(staging.revision), by a rollout that is gone; they have what all others have"
        return EventNote(.warning, about: main, reason: "ShareWithdrawn", message, from: DeliveryController.name)
    }

    /// Records what a ConfigMap says, if that is something new.
    private func record(_ main: KubeObject, of service: String) async throws(StatusError) -> EventNote? {
        let revisions = ConfigRevisions(api, service: service, namespace: main.namespace, now: now)
        guard let revision = try await revisions.settle(main) else { return nil }
        try await revisions.collect()
        return EventNote(
            about: main, reason: "ConfigRecorded", "Recorded as \(revision.name), \(revision.reason) by \(revision.author)",
            from: DeliveryController.name)
    }
}
