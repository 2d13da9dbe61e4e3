/// What the API server adds to an object before it checks and stores it, so that what is left out need not be guessed by whoever reads
/// it. Defaults that are constant stand with their fields in the schemas; those that depend on other fields stand here.
package enum Defaulting {
    /// `object` with all defaults; applying it again changes nothing.
    /// - Parameter schema: of a custom kind; a built-in kind has its own.
    package static func applied(to object: KubeObject, type: ResourceType, schema: Schema? = nil) -> KubeObject {
        var json = object.json
        derive(&json, of: type)
        if let schema = schema ?? SchemaCatalog.schema(for: type) { json = json.defaulted(by: schema) }
        return KubeObject(json)
    }

    /// Fills what depends on other fields.
    private static func derive(_ object: inout JSON, of type: ResourceType) {
        switch type {
        case .namespaces: deriveNamespace(&object)
        case .pods: derivePod(&object["spec"])
        case .deployments:
            deriveStrategy(&object["spec"])
            deriveTemplate(&object["spec"])
        case .replicaSets: deriveTemplate(&object["spec"])
        case .services: deriveService(&object["spec"])
        case .secrets: deriveSecret(&object)
        case .persistentVolumeClaims: object.fill("status", with: ["phase": "Pending"])
        case .horizontalPodAutoscalers: deriveAutoscaler(&object["spec"])
        case .roleBindings: deriveRoleBinding(&object)
        case .networkPolicies: deriveNetworkPolicy(&object["spec"])
        case .customResourceDefinitions: deriveDefinition(&object["spec"])
        default: break
        }
    }

    /// A selector of namespaces by name needs a label.
    private static func deriveNamespace(_ object: inout JSON) {
        if let name = object[path: ["metadata", "name"]].string {
            object[path: ["metadata", "labels", "kubernetes.io/metadata.name"]] = .string(name)
        }
        object.fill("status", with: ["phase": "Active"])
    }

    private static func deriveStrategy(_ spec: inout JSON) {
        guard spec.object != nil, [.null, "", "RollingUpdate"].contains(spec[path: ["strategy", "type"]]) else { return }
        var strategy = spec["strategy"]
        strategy.fill("rollingUpdate", with: [:])
        spec["strategy"] = strategy
    }

    private static func deriveTemplate(_ spec: inout JSON) {
        guard spec["template"].object != nil else { return }
        var pod = spec[path: ["template", "spec"]]
        derivePodSpec(&pod)
        spec[path: ["template", "spec"]] = pod
    }

    private static func deriveRoleBinding(_ object: inout JSON) {
        let group: JSON = "rbac.authorization.k8s.io"
        if object["roleRef"].object != nil { object["roleRef"].fill("apiGroup", with: group) }
        object.change("subjects") { subject in
            if ["User", "Group"].contains(subject["kind"].string) { subject.fill("apiGroup", with: group) }
        }
    }

    private static func deriveNetworkPolicy(_ spec: inout JSON) {
        guard spec.object != nil else { return }
        spec.fill("policyTypes", with: spec["egress"].elements.isEmpty ? ["Ingress"] : ["Ingress", "Egress"])
    }

    private static func deriveDefinition(_ spec: inout JSON) {
        guard let kind = spec[path: ["names", "kind"]].string else { return }
        spec["names"].fill("singular", with: .string(kind.lowercased()))
        spec["names"].fill("listKind", with: .string("\(kind)List"))
    }
}

extension JSON {
    /// Writes a member of an object where there is none. An empty text is none, as Go's decoder cannot tell them apart.
    mutating func fill(_ key: String, with value: JSON) {
        if [.null, ""].contains(self[key]) { self[key] = value }
    }

    /// Changes the elements of a list that is a member.
    mutating func change(_ key: String, _ change: (inout JSON) -> Void) {
        guard var elements = self[key].array else { return }
        for index in elements.indices { change(&elements[index]) }
        self[key] = .array(elements)
    }
}
