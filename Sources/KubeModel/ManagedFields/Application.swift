/// One server-side apply: what is wanted, by whom, and over what.
struct Application {
    let configuration: KubeObject
    let live: KubeObject?
    let owner: FieldOwner
    let schema: Schema

    /// What comes of it if nobody objects.
    struct Outcome {
        var object: KubeObject
        var ownerships: FieldOwnerships
        let comparison: FieldComparison
        /// What the applier has wanted before and wants now.
        let ownBefore: FieldOwnership?
        let own: FieldSet

        mutating func release(_ conflicts: ApplyConflicts, except owner: FieldOwner) {
            ownerships.release(conflicts.fields, except: owner)
        }
    }

    /// Only kubectl moves objects from client-side apply to server-side apply.
    var isKubectl: Bool { owner.manager == ClientSideApply.serverSideManager }

    func outcome() -> Outcome {
        let ownerships = live.map(presentOwnerships) ?? FieldOwnerships()
        let own = OwnedObject.fields(of: configuration, schema)
        let ownBefore = ownerships[owner]
        var object = configuration
        if let live {
            var merged = AppliedMerge.merged(live.json, configuration.json, schema)
            if let ownBefore {
                let owned = ownerships.fields(except: owner).union(own)
                let gone = ownBefore.fields.subtracting(own).withoutAncestors(of: owned)
                merged = FieldRemoval.removing(gone, from: merged, schema, owned: owned) ?? merged
            }
            object = KubeObject(merged)
        }
        let comparison = OwnedObject.comparison(from: live, to: object, schema)
        return Outcome(object: object, ownerships: ownerships, comparison: comparison, ownBefore: ownBefore, own: own)
    }

    /// An object of which nobody knows who wrote it is taken as written by one manager.
    private func presentOwnerships(of live: KubeObject) -> FieldOwnerships {
        let present = FieldOwnerships(live["metadata", "managedFields"]) ?? FieldOwnerships()
        guard present.isEmpty else { return present }
        let unknown = FieldOwner(manager: "before-first-apply", operation: .update, apiVersion: live.apiVersion, subresource: "")
        var ownerships = FieldOwnerships()
        ownerships.set(
            FieldOwnership(owner: unknown, time: live.creationTimestamp ?? "", fields: OwnedObject.fields(of: live, schema)))
        return ownerships
    }

    func conflicts(of outcome: Outcome) -> ApplyConflicts {
        let changed = outcome.comparison.changed
        return ApplyConflicts(
            outcome.ownerships.entries.filter { $0.owner != owner }.map {
                FieldOwnership(owner: $0.owner, time: $0.time, fields: $0.fields.intersection(changed))
            })
    }

    /// The object with its new `managedFields`.
    func finished(_ outcome: Outcome, now: String) -> KubeObject {
        var object = outcome.object
        let isChanged = !outcome.comparison.isEmpty
        if let live, !isChanged, outcome.ownBefore?.fields == outcome.own, outcome.ownBefore?.owner.apiVersion == owner.apiVersion {
            return live
        }
        var ownerships = outcome.ownerships
        ownerships.release(outcome.comparison.removed)
        ownerships.set(FieldOwnership(owner: owner, time: now, fields: outcome.own))
        if isKubectl, let live { ClientSideApply.refresh(&object, from: live, configuration: configuration) }
        object["metadata", "managedFields"] = ownerships.json
        return object
    }
}
