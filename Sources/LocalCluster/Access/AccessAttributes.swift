package import KubeModel

/// What a request wants to do, as roles speak of it.
package struct AccessAttributes: Sendable, Equatable {
    /// `get`, `list`, `watch`, `create`, `update`, `patch`, `delete`, `deletecollection`.
    package let verb: String
    package let group: String
    /// The plural, with the subresource if there is one: `pods/log`.
    package let resource: String
    /// Empty at the cluster scope, or for all namespaces at once.
    package let namespace: String
    /// Empty for a collection.
    package let name: String

    package init(verb: String, group: String, resource: String, namespace: String, name: String) {
        self.verb = verb
        self.group = group
        self.resource = resource
        self.namespace = namespace
        self.name = name
    }
}

extension AccessAttributes {
    /// Kubernetes' words for a refusal.
    package func refusal(to identity: Identity) -> StatusError {
        let plural = resource.split(separator: "/").first.map(String.init) ?? resource
        let qualified = group.isEmpty ? plural : "\(plural).\(group)"
        let subject = name.isEmpty ? qualified : "\(qualified) \"\(name)\""
        let scope = namespace.isEmpty ? "at the cluster scope" : "in the namespace \"\(namespace)\""
        return StatusError(
            code: 403, reason: .forbidden,
            message: "\(subject) is forbidden: User \"\(identity.name)\" cannot \(verb) resource \"\(resource)\" in API group "
                + "\"\(group)\" \(scope)",
            details: [
                "name": name.isEmpty ? .null : .string(name), "group": group.isEmpty ? .null : .string(group), "kind": .string(plural),
            ])
    }
}
