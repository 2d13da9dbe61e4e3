package import KubeModel

/// One rule of a Role.
package struct RoleRule: Sendable {
    package let json: JSON

    /// Whether the rule grants what is asked. Names are compared for requests that carry one; a rule for names grants no collection,
    /// but a list or watch that selects one name.
    package func allows(_ asked: AccessAttributes) -> Bool {
        grants("verbs", asked.verb) && grants("apiGroups", asked.group) && grantsResource(asked.resource) && grantsName(asked.name)
    }

    private func grants(_ member: String, _ wanted: String) -> Bool {
        json[member].elements.contains { $0.string == "*" || $0.string == wanted }
    }

    private func grantsResource(_ resource: String) -> Bool {
        let subresource = resource.split(separator: "/").dropFirst().first
        return json["resources"].elements.contains { element in
            guard let granted = element.string else { return false }
            return granted == "*" || granted == resource || subresource.map { granted == "*/\($0)" } ?? false
        }
    }

    private func grantsName(_ name: String) -> Bool {
        let names = json["resourceNames"].elements.compactMap(\.string)
        return names.isEmpty || names.contains(name)
    }
}
