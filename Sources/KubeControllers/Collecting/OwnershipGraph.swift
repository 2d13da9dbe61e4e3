package import KubeModel

/// Who belongs to whom, by uid, and what follows when owners go. Pure: objects come in as they are seen, directives come out.
///
/// An object is deleted when none of its owners exists any more. An owner that is deleted in the foreground waits for the dependents that
/// block it; one that orphans its dependents waits until none refers to it.
package struct OwnershipGraph: Sendable {
    package static let foregroundFinalizer = "foregroundDeletion"
    package static let orphanFinalizer = "orphan"

    struct Node: Sendable, Equatable {
        let key: ObjectKey
        let uid: String
        let resourceVersion: String
        let owners: [OwnerReference]
        let finalizers: [String]
        let isTerminating: Bool

        var waitsForDependents: Bool { isTerminating && finalizers.contains(OwnershipGraph.foregroundFinalizer) }
        var orphansDependents: Bool { isTerminating && finalizers.contains(OwnershipGraph.orphanFinalizer) }
    }

    private var nodes: [String: Node] = [:]
    /// The uids of those that name an owner, by the owner's uid, whether it exists or not.
    private var dependents: [String: Set<String>] = [:]

    package init() {}

    /// Takes an object in as it is now. Returns the uids of what must be looked at.
    package mutating func observe(_ object: KubeObject, as type: ResourceType) -> [String] {
        guard !object.uid.isEmpty else { return [] }
        let node = Node(
            key: ObjectKey(type, namespace: object.namespace, name: object.name), uid: object.uid, resourceVersion: object.resourceVersion,
            owners: object.ownerReferences, finalizers: object.finalizers, isTerminating: object.isTerminating)
        let old = nodes.updateValue(node, forKey: node.uid)
        let before = Set((old?.owners ?? []).map(\.uid))
        let after = Set(node.owners.map(\.uid))
        for owner in before.subtracting(after) { unlink(node.uid, from: owner) }
        for owner in after.subtracting(before) { dependents[owner, default: []].insert(node.uid) }
        var affected: Set<String> = before.union(after).filter { nodes[$0]?.isTerminating == true }
        if !node.owners.isEmpty || node.isTerminating { affected.insert(node.uid) }
        if node.waitsForDependents { affected.formUnion(dependents[node.uid] ?? []) }
        return affected.sorted()
    }

    /// An object is gone. Returns the uids of what must be looked at.
    package mutating func forget(_ uid: String) -> [String] {
        guard let node = nodes.removeValue(forKey: uid) else { return [] }
        for owner in node.owners { unlink(uid, from: owner.uid) }
        return (dependents[uid] ?? []).union(node.owners.map(\.uid).filter { nodes[$0] != nil }).sorted()
    }

    private mutating func unlink(_ uid: String, from owner: String) {
        dependents[owner]?.remove(uid)
        if dependents[owner]?.isEmpty == true { dependents[owner] = nil }
    }

    /// Whether an object of this uid is known.
    package func contains(_ uid: String) -> Bool { nodes[uid] != nil }

    /// Owners that an object names and that are not known: they must be asked for before they count as gone.
    package func unknownOwners(of uid: String) -> [(owner: OwnerReference, namespace: String)] {
        guard let node = nodes[uid] else { return [] }
        return node.owners.filter { nodes[$0.uid] == nil }.map { ($0, node.key.namespace) }
    }

    /// What is to be done about one object.
    /// - Parameter absent: The uids of owners that were asked for and do not exist.
    package func directives(for uid: String, absent: Set<String>) -> [Directive] {
        guard let node = nodes[uid] else { return [] }
        if node.orphansDependents { return orphan(node) }
        if node.waitsForDependents { return finishForeground(node) }
        if node.isTerminating || node.owners.isEmpty { return [] }
        return judge(node, absent: absent)
    }

    private func judge(_ node: Node, absent: Set<String>) -> [Directive] {
        let dangling = node.owners.filter { absent.contains($0.uid) }
        let waiting = node.owners.filter { nodes[$0.uid]?.waitsForDependents == true }
        let solid = node.owners.count - dangling.count - waiting.count
        if solid > 0 {
            guard !(dangling.isEmpty && waiting.isEmpty) else { return [] }
            return [release(node, from: Set((dangling + waiting).map(\.uid)))]
        }
        let hasDependents = !(dependents[node.uid] ?? []).isEmpty
        let isForeground = !waiting.isEmpty && hasDependents
        let options = DeleteOptions(propagation: isForeground ? .foreground : .background, uid: node.uid)
        return [.delete(node.key, options)]
    }

    private func orphan(_ node: Node) -> [Directive] {
        let children = (dependents[node.uid] ?? []).sorted().compactMap { nodes[$0] }
        return children.map { release($0, from: [node.uid]) } + [drop(Self.orphanFinalizer, from: node)]
    }

    private func finishForeground(_ node: Node) -> [Directive] {
        let isBlocked = (dependents[node.uid] ?? []).contains { child in
            nodes[child]?.owners.contains { $0.uid == node.uid && $0.blocksOwnerDeletion } == true
        }
        return isBlocked ? [] : [drop(Self.foregroundFinalizer, from: node)]
    }

    private func release(_ node: Node, from owners: Set<String>) -> Directive {
        let left = node.owners.filter { !owners.contains($0.uid) }
        return patch(node, "ownerReferences", left.isEmpty ? .null : .array(left.map(\.json)))
    }

    private func drop(_ finalizer: String, from node: Node) -> Directive {
        let left = node.finalizers.filter { $0 != finalizer }
        return patch(node, "finalizers", left.isEmpty ? .null : JSON(left))
    }

    /// With its version, since the whole list is replaced.
    private func patch(_ node: Node, _ member: String, _ value: JSON) -> Directive {
        .patch(
            node.key,
            .merge(.object(["metadata": .object(["resourceVersion": .string(node.resourceVersion), member: value])])))
    }
}
