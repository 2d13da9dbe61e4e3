extension ManagedFields {
    /// `new` with the `managedFields` that it gets when `manager` writes it in place of `old` by create, update or patch: the fields
    /// that changed are the manager's and nobody else's, those that are gone are nobody's. Without a change nothing is recorded.
    ///
    /// As in Kubernetes, `managedFields` that the writer itself changed are taken over first (`kubectl` does so when it moves from
    /// client-side to server-side apply); an array with one empty object clears them.
    /// - Parameters:
    ///   - subresource: `status` or `scale`: an entry of its own, and no change of `managedFields` by the writer counts.
    ///   - now: RFC 3339, in seconds.
    package static func tracked(
        old: KubeObject?, new: KubeObject, manager: String, subresource: String? = nil, schema: Schema?, now: String
    ) -> KubeObject {
        let schema = schema ?? .unknownKind
        var new = new
        let recorded = base(old: old, new: new, isSubresource: subresource != nil)
        let comparison = OwnedObject.comparison(from: old, to: new, schema)
        let owner = FieldOwner(manager: manager, operation: .update, apiVersion: new.apiVersion, subresource: subresource ?? "")
        var ownerships = recorded.ownerships
        if !comparison.isEmpty {
            ownerships.release(comparison.changed.union(comparison.removed), except: owner)
            var own = ownerships[owner] ?? FieldOwnership(owner: owner, time: now, fields: FieldSet())
            let fields = own.fields.subtracting(comparison.removed).union(comparison.changed)
            if !comparison.changed.isEmpty { own.time = now }
            own.fields = fields
            ownerships.set(own)
        }
        new["metadata", "managedFields"] = comparison.isEmpty ? recorded.json : ownerships.json
        return new
    }

    /// Who owned what before the write, and the same as it stands in the object.
    private static func base(
        old: KubeObject?, new: KubeObject, isSubresource: Bool
    ) -> (ownerships: FieldOwnerships, json: JSON) {
        let present = old?["metadata", "managedFields"] ?? .null
        let given = new["metadata", "managedFields"]
        if !isSubresource, given != present {
            if given == [[:]] { return (FieldOwnerships(), .null) }
            if let ownerships = FieldOwnerships(given), !ownerships.isEmpty { return (ownerships, ownerships.json) }
        }
        return (FieldOwnerships(present) ?? FieldOwnerships(), present)
    }
}

extension Schema {
    /// Of a kind without schema only the metadata is known.
    static let unknownKind = Schema(.object(members: ["metadata": objectMeta], required: [])).noting { $0.allowsUnknown = true }
}
