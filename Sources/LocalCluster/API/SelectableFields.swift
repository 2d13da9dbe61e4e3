import KubeModel

/// The fields by which objects of a kind can be selected: Kubernetes has them for few kinds besides name and namespace.
enum SelectableFields {
    private static let byType: [ResourceType: Set<String>] = [
        .pods: [
            "spec.hostNetwork", "spec.nodeName", "spec.restartPolicy", "spec.schedulerName", "spec.serviceAccountName",
            "status.nominatedNodeName", "status.phase", "status.podIP", "status.podIPs",
        ],
        .nodes: ["spec.unschedulable"],
        .namespaces: ["status.phase"],
        .secrets: ["type"],
        .services: ["spec.clusterIP", "spec.type"],
        .replicaSets: ["status.replicas"],
        .events: [
            "involvedObject.apiVersion", "involvedObject.fieldPath", "involvedObject.kind", "involvedObject.name",
            "involvedObject.namespace", "involvedObject.resourceVersion", "involvedObject.uid", "reason", "reportingComponent", "source",
            "type",
        ],
    ]

    /// Throws 400 for a field by which the kind's objects cannot be selected.
    static func check(_ selector: FieldSelector, of type: ResourceType) throws(StatusError) {
        let known = byType[type, default: []]
        for requirement in selector.requirements where !["metadata.name", "metadata.namespace"].contains(requirement.field) {
            guard known.contains(requirement.field) else {
                throw .badRequest("field label not supported: \(requirement.field.prefix(64))")
            }
        }
    }
}
