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
        case .pods: object.changeObject("spec", derivePod)
        case .deployments:
            object.changeObject("spec", deriveStrategy)
            object.changeObject("spec", deriveTemplate)
        case .replicaSets: object.changeObject("spec", deriveTemplate)
        case .services: object.changeObject("spec", deriveService)
        case .secrets: deriveSecret(&object)
        case .persistentVolumeClaims: object.fill("status", with: ["phase": "Pending"])
        case .horizontalPodAutoscalers: object.changeObject("spec", deriveAutoscaler)
        case .roleBindings: deriveRoleBinding(&object)
        case .networkPolicies: object.changeObject("spec", deriveNetworkPolicy)
        case .customResourceDefinitions: object.changeObject("spec", deriveDefinition)
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
        guard [.null, "", "RollingUpdate"].contains(spec[path: ["strategy", "type"]]) else { return }
        var strategy = spec["strategy"]
        strategy.fill("rollingUpdate", with: [:])
        spec["strategy"] = strategy
    }

    private static func deriveTemplate(_ spec: inout JSON) {
        spec.changeObject("template") { $0.changeObject("spec", derivePodSpec) }
    }

    private static func deriveRoleBinding(_ object: inout JSON) {
        let group: JSON = "rbac.authorization.k8s.io"
        object.changeObject("roleRef") { $0.fill("apiGroup", with: group) }
        object.change("subjects") { subject in
            if ["User", "Group"].contains(subject["kind"].string) { subject.fill("apiGroup", with: group) }
        }
    }

    private static func deriveNetworkPolicy(_ spec: inout JSON) {
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
        if [.null, ""].contains(self[key]), !value.isNull { self[key] = value }
    }

    /// Takes a member from an object.
    mutating func remove(_ key: String) {
        guard var members = object else { return }
        members.removeValue(forKey: key)
        self = .object(members)
    }

    /// Changes a member that is an object.
    mutating func changeObject(_ key: String, _ change: (inout JSON) -> Void) {
        var member = self[key]
        guard member.object != nil else { return }
        change(&member)
        self[key] = member
    }

    /// Changes the elements of a list that is a member.
    mutating func change(_ key: String, _ change: (inout JSON) -> Void) {
        guard var elements = self[key].array else { return }
        for index in elements.indices { change(&elements[index]) }
        self[key] = .array(elements)
    }
}
