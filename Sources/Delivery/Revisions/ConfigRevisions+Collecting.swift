import HotConfig
package import KubeModel
import ReleaseEngine

extension ConfigRevisions {
    /// Removes what nobody needs any more: revisions beyond the last ``kept`` to which nothing refers, and as many finished rollouts.
    /// - Returns: The names of what was removed.
    @discardableResult
    package func collect() async throws(StatusError) -> [String] {
        let main = try await main()
        let rollouts = try await api.list(.configRollouts, namespace: namespace).items.filter { $0["spec", "service"].string == service }
        let revisions = try await list()
        let (kept, lapsed) = Self.sorted(rollouts)
        var removed: [String] = []
        for rollout in lapsed {
            let key = ObjectKey(.configRollouts, namespace: namespace, name: rollout.name)
            if try await delete(key, DeleteOptions(uid: rollout.uid)) { removed.append(rollout.name) }
        }
        let needed = Self.references(main: main, rollouts: kept)
        for revision in revisions.dropFirst(Self.kept) where !needed.contains(revision.name) {
            let name = ConfigNames.copy(revision.number, of: service)
            if try await delete(ObjectKey(.configMaps, namespace: namespace, name: name), DeleteOptions()) { removed.append(name) }
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

    /// Those that are kept, and those that ended longest ago.
    static func sorted(_ rollouts: [KubeObject]) -> (kept: [KubeObject], lapsed: [KubeObject]) {
        let isOver = { (rollout: KubeObject) in
            rollout.status["phase"].string.flatMap(ReleasePhase.init(rawValue:))?.isTerminal ?? false
        }
        let over = rollouts.filter(isOver).sorted {
            ($0.status["finishedAt"].string ?? "", $0.name) > ($1.status["finishedAt"].string ?? "", $1.name)
        }
        return (rollouts.filter { !isOver($0) } + over.prefix(Self.kept), Array(over.dropFirst(Self.kept)))
    }

    /// False when it is gone already, or another one by now.
    private func delete(_ key: ObjectKey, _ options: DeleteOptions) async throws(StatusError) -> Bool {
        do throws(StatusError) {
            try await api.delete(key, options)
            return true
        } catch {
            guard error.code == 404 || error.code == 409 else { throw error }
            return false
        }
    }
}
