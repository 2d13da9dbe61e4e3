package import KubeModel

/// Empties a namespace that is being deleted, and then lets it go.
package enum NamespaceDeletion {
    /// Those that others make anew when theirs are deleted go last.
    private static let last: [ResourceType] = [.replicaSets, .pods, .endpointSlices, .events]

    /// The order in which the types are emptied.
    package static func order(_ types: [ResourceType]) -> [ResourceType] {
        let namespaced = types.filter(\.isNamespaced)
        return namespaced.filter { !last.contains($0) } + last.filter(namespaced.contains)
    }

    /// What is to be done with the objects that are still there.
    package static func directives(for namespace: KubeObject, remaining: [(type: ResourceType, objects: [KubeObject])]) -> [Directive] {
        guard namespace.isTerminating else { return [] }
        let doomed = remaining.flatMap { type, objects in
            objects.filter { !$0.isTerminating }.map { object in
                Directive.delete(ObjectKey(type, namespace: object.namespace, name: object.name), DeleteOptions(uid: object.uid))
            }
        }
        let isEmpty = remaining.allSatisfy(\.objects.isEmpty)
        return isEmpty ? finalize(namespace) : doomed
    }

    /// Removes the hold that the API puts on every namespace.
    private static func finalize(_ namespace: KubeObject) -> [Directive] {
        var released = namespace
        released["spec", "finalizers"] = .array(
            namespace["spec", "finalizers"].elements.filter { $0.string != "kubernetes" })
        released.finalizers.removeAll { $0 == "kubernetes" }
        return released == namespace ? [] : [.update(released, as: .namespaces)]
    }
}
