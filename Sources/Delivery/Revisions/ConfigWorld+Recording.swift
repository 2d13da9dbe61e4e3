package import KubeControllers
package import KubeModel

/// Keeps the history of configurations whole: whatever the ConfigMap of a service comes to say, also by `kubectl edit`, is recorded as a
/// revision and noted on it. A rollout that is under way sees by that note that it has to make way.
extension ConfigWorld {
    package func lookAfter(_ namespace: String, besides rollouts: [Rollout]) async throws(StatusError) -> [EventNote] {
        // Not the copies: there are many more of them, and they never change.
        let selector = ObjectSelector(labels: LabelSelector([.exists("app"), .absent(ConfigLabel.service)]))
        var notes: [EventNote] = []
        for object in try await api.list(.configMaps, namespace: namespace, selector: selector).items {
            guard let service = ConfigNames.service(of: object) else { continue }
            if let note = try await record(object, of: service) { notes.append(note) }
        }
        return notes
    }

    /// Records what a ConfigMap says, if that is something new.
    private func record(_ main: KubeObject, of service: String) async throws(StatusError) -> EventNote? {
        let revisions = ConfigRevisions(api, service: service, namespace: main.namespace, now: now)
        do throws(StatusError) {
            guard let revision = try await revisions.settle(main) else { return nil }
            try await revisions.collect()
            return EventNote(
                about: main, reason: "ConfigRecorded", "Recorded as \(revision.name), \(revision.reason) by \(revision.author)",
                from: "souk-delivery")
        } catch {
            // Somebody has changed or removed it meanwhile: the next look finds what there is then.
            guard error.code == 404 || error.code == 409 else { throw error }
            return nil
        }
    }
}
