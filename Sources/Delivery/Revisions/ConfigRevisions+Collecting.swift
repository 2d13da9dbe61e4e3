import HotConfig
package import KubeModel
import ReleaseEngine

extension ConfigRevisions {
    /// Removes the revisions beyond the last ``kept`` to which nothing refers.
    /// - Returns: The names of what was removed.
    @discardableResult
    package func collect() async throws(StatusError) -> [String] {
        let main = try await main()
        let rollouts = try await api.list(.configRollouts, namespace: namespace).items.filter { $0["spec", "service"].string == service }
        let needed = Self.references(main: main, rollouts: rollouts)
        var removed: [String] = []
        for revision in try await list().dropFirst(Self.kept) where !needed.contains(revision.name) {
            let name = ConfigNames.copy(revision.number, of: service)
            if try await api.remove(ObjectKey(.configMaps, namespace: namespace, name: name)) { removed.append(name) }
        }
        return removed
    }

    /// The revisions by name that something refers to.
    static func references(main: KubeObject, rollouts: [KubeObject]) -> Set<String> {
        let picture = ConfigMapPicture(main)
        var names = [picture.mark.revision, picture.staging?.revision].compactMap(\.self)
        for rollout in rollouts {
            names += [rollout["spec", "revision"].int.map(ConfigNames.revision), rollout.status["stable"].string].compactMap(\.self)
            names += [rollout.status["target"].string].compactMap(\.self)
        }
        return Set(names)
    }
}
