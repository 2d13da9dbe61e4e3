package import KubeModel

/// Decides who may do what: the administrator everything, a service account what the roles grant that are bound to it in the namespace
/// concerned. Roles and bindings are read when they are needed, so that a change counts for the next request.
package struct RoleAuthorizer: Sendable {
    /// The objects of a type in a namespace.
    package let objects: @Sendable (ResourceType, String) -> [KubeObject]

    package init(objects: @escaping @Sendable (ResourceType, String) -> [KubeObject]) {
        self.objects = objects
    }

    package func allows(_ asked: AccessAttributes, to identity: Identity) -> Bool {
        if identity.isAdministrator { return true }
        return rules(for: identity, in: asked.namespace).contains { $0.allows(asked) }
    }

    /// The rules that bind in a namespace.
    package func rules(for identity: Identity, in namespace: String) -> [RoleRule] {
        guard !namespace.isEmpty else { return [] }
        let bound = objects(.roleBindings, namespace).filter { binding in
            binding["roleRef", "kind"].string == "Role"
                && binding["subjects"].elements.contains { Self.isSubject(identity, $0, of: binding) }
        }
        let names = Set(bound.compactMap { $0["roleRef", "name"].string })
        guard !names.isEmpty else { return [] }
        return objects(.roles, namespace).filter { names.contains($0.name) }.flatMap { $0["rules"].elements.map(RoleRule.init) }
    }

    private static func isSubject(_ identity: Identity, _ subject: JSON, of binding: KubeObject) -> Bool {
        switch subject["kind"].string {
        case "ServiceAccount":
            identity.account?.name == subject["name"].string
                && identity.account?.namespace == (subject["namespace"].string ?? binding.namespace)
        case "User": identity.name == subject["name"].string
        case "Group": subject["name"].string.map(identity.groups.contains) ?? false
        default: false
        }
    }
}
