/// Fields of an object, as server-side apply tells them apart: a tree whose branches are steps of the path in the encoding of
/// `FieldsV1` (`f:name`, `k:{"name":"x"}`, `v:1`), so that reading and writing it costs next to nothing.
package struct FieldSet: Sendable, Hashable {
    /// Whether the field at this node itself is in the set (`.`).
    var isMember = false
    /// No branch is empty.
    private(set) var branches: [String: FieldSet] = [:]

    package init() {}

    /// The set of the field at this node alone.
    static let leaf: FieldSet = {
        var set = FieldSet()
        set.isMember = true
        return set
    }()

    package var isEmpty: Bool { !isMember && branches.isEmpty }

    /// What is below a step; an empty set removes the branch.
    subscript(_ step: String) -> FieldSet {
        get { branches[step] ?? FieldSet() }
        set { branches[step] = newValue.isEmpty ? nil : newValue }
    }
}

extension FieldSet {
    package func union(_ other: FieldSet) -> FieldSet {
        guard !isEmpty else { return other }
        var result = self
        result.isMember = isMember || other.isMember
        for (step, branch) in other.branches { result[step] = branches[step]?.union(branch) ?? branch }
        return result
    }

    package func intersection(_ other: FieldSet) -> FieldSet {
        var result = FieldSet()
        result.isMember = isMember && other.isMember
        let (few, many) = branches.count < other.branches.count ? (self, other) : (other, self)
        for (step, branch) in few.branches {
            guard let match = many.branches[step] else { continue }
            result[step] = branch.intersection(match)
        }
        return result
    }

    package func subtracting(_ other: FieldSet) -> FieldSet {
        var result = self
        result.isMember = isMember && !other.isMember
        for (step, branch) in other.branches {
            guard let present = branches[step] else { continue }
            result[step] = present.subtracting(branch)
        }
        return result
    }

    /// The fields of which `other` has neither the same nor one below.
    func withoutAncestors(of other: FieldSet) -> FieldSet {
        var result = self
        result.isMember = isMember && other.isEmpty
        for (step, branch) in other.branches {
            guard let present = branches[step] else { continue }
            result[step] = present.withoutAncestors(of: branch)
        }
        return result
    }

    /// With every field that has fields of the set below it.
    var withContainers: FieldSet {
        var result = self
        result.isMember = !isEmpty
        for (step, branch) in branches { result[step] = branch.withContainers }
        return result
    }
}
