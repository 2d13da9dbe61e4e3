/// An object of the API: its JSON, and what all objects have by name.
package struct KubeObject: Sendable, Hashable {
    package var json: JSON

    package init(_ json: JSON) { self.json = json }

    /// A new object of `type` without anything but its name.
    package init(_ type: ResourceType, namespace: String? = nil, name: String, labels: [String: String] = [:]) {
        json = ["apiVersion": .string(type.apiVersion), "kind": .string(type.kind), "metadata": ["name": .string(name)]]
        if type.isNamespaced, let namespace { self.namespace = namespace }
        if !labels.isEmpty { self.labels = labels }
    }

    /// Members of the object: `object["spec", "replicas"]`; null where there is nothing.
    package subscript(_ path: String...) -> JSON {
        get { json[path: path] }
        set { json[path: path] = newValue }
    }

    package var apiVersion: String { json["apiVersion"].string ?? "" }
    package var kind: String { json["kind"].string ?? "" }
    package var spec: JSON { json["spec"] }

    package var status: JSON {
        get { json["status"] }
        set { json["status"] = newValue }
    }

    package var name: String {
        get { json[path: ["metadata", "name"]].string ?? "" }
        set { json[path: ["metadata", "name"]] = .string(newValue) }
    }

    package var namespace: String {
        get { json[path: ["metadata", "namespace"]].string ?? "" }
        set { json[path: ["metadata", "namespace"]] = newValue.isEmpty ? .null : .string(newValue) }
    }

    package var uid: String { json[path: ["metadata", "uid"]].string ?? "" }

    /// Opaque to clients but for equality.
    package var resourceVersion: String {
        get { json[path: ["metadata", "resourceVersion"]].string ?? "" }
        set { json[path: ["metadata", "resourceVersion"]] = newValue.isEmpty ? .null : .string(newValue) }
    }

    /// Counts the changes of the wanted state.
    package var generation: Int { json[path: ["metadata", "generation"]].int ?? 0 }

    package var labels: [String: String] {
        get { json[path: ["metadata", "labels"]].strings }
        set { json[path: ["metadata", "labels"]] = newValue.isEmpty ? .null : JSON(newValue) }
    }

    package var annotations: [String: String] {
        get { json[path: ["metadata", "annotations"]].strings }
        set { json[path: ["metadata", "annotations"]] = newValue.isEmpty ? .null : JSON(newValue) }
    }

    package var finalizers: [String] {
        get { json[path: ["metadata", "finalizers"]].elements.compactMap(\.string) }
        set { json[path: ["metadata", "finalizers"]] = newValue.isEmpty ? .null : JSON(newValue) }
    }

    package var ownerReferences: [OwnerReference] {
        get { json[path: ["metadata", "ownerReferences"]].elements.compactMap(OwnerReference.init) }
        set { json[path: ["metadata", "ownerReferences"]] = newValue.isEmpty ? .null : .array(newValue.map(\.json)) }
    }

    /// The owner that controls it, such as a pod's ReplicaSet.
    package var controller: OwnerReference? { ownerReferences.first(where: \.isController) }

    /// RFC 3339; nil unless it is being deleted.
    package var deletionTimestamp: String? { json[path: ["metadata", "deletionTimestamp"]].string }
    package var isTerminating: Bool { deletionTimestamp != nil }
    /// RFC 3339.
    package var creationTimestamp: String? { json[path: ["metadata", "creationTimestamp"]].string }
}
