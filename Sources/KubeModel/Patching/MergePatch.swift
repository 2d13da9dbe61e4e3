/// A partial value laid over another (RFC 7386): null takes a member away, arrays are replaced.
package enum MergePatch {
    /// `target` with `patch` laid over it.
    package static func applied(_ patch: JSON, to target: JSON) -> JSON {
        guard case .object(let changes) = patch else { return patch }
        var members = target.object ?? [:]
        for (name, change) in changes {
            if change.isNull { members.removeValue(forKey: name) } else { members[name] = applied(change, to: members[name] ?? .null) }
        }
        return .object(members)
    }

    /// The smallest patch that makes `target` of `source`. Objects of `target` that stand outside arrays must hold no null members: no
    /// merge patch can make one.
    package static func difference(from source: JSON, to target: JSON) -> JSON {
        guard case .object(let old) = source, case .object(let new) = target else { return target }
        var changes: [String: JSON] = [:]
        for name in old.keys where new[name] == nil { changes[name] = .null }
        for (name, value) in new where old[name] != value { changes[name] = difference(from: old[name] ?? .null, to: value) }
        return .object(changes)
    }
}
