import KubeModel

/// The `scale` subresource of an object.
enum ScaleView {
    /// An `autoscaling/v1` Scale.
    static func scale(of object: KubeObject, _ paths: ScalePaths) -> KubeObject {
        var metadata: JSON = [:]
        for member in ["name", "namespace", "uid", "resourceVersion", "creationTimestamp"] {
            metadata[member] = object["metadata", member]
        }
        var status: JSON = ["replicas": .integer(object.json[path: paths.statusReplicas].int ?? 0)]
        status["selector"] = selector(object.json[path: paths.selector])
        return KubeObject([
            "apiVersion": "autoscaling/v1", "kind": "Scale", "metadata": metadata,
            "spec": ["replicas": .integer(object.json[path: paths.specReplicas].int ?? 0)], "status": status,
        ])
    }

    /// The selector as text, as `kubectl` passes one.
    private static func selector(_ json: JSON) -> JSON {
        if json.string != nil { return json }
        guard json.object != nil, let selector = try? LabelSelector(json) else { return .null }
        return .string(selector.text)
    }
}
