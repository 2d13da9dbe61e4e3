extension Inspection {
    /// A Role.
    mutating func checkRole(_ object: LocatedValue) {
        for rule in object["rules"].elements {
            require(rule["verbs"], "verbs must contain at least one value")
            if !rule["nonResourceURLs"].elements.isEmpty {
                invalid(rule["nonResourceURLs"], "namespaced rules cannot apply to non-resource URLs")
                continue
            }
            require(rule["apiGroups"], "resource rules must supply at least one api group")
            require(rule["resources"], "resource rules must supply at least one resource")
        }
    }

    /// A Role.
    mutating func checkRoleBinding(_ object: LocatedValue) {
        let role = object["roleRef"]
        let group = "rbac.authorization.k8s.io"
        if role["apiGroup"].isSet, ![group, ""].contains(role["apiGroup"].text) { unsupported(role["apiGroup"], [group]) }
        if !role["kind"].text.isEmpty, !["ClusterRole", "Role"].contains(role["kind"].text) {
            unsupported(role["kind"], ["Role", "ClusterRole"])
        }
        check(role["name"], .pathSegment)
        for subject in object["subjects"].elements where subject["kind"].text == "ServiceAccount" { check(subject["name"], .subdomain) }
    }

    /// A CustomResourceDefinition.
    mutating func checkDefinition(_ object: LocatedValue) {
        let spec = object["spec"]
        let wanted = "\(spec["names"]["plural"].text).\(spec["group"].text)"
        let name = object["metadata"]["name"]
        if !name.text.isEmpty, name.text != wanted { invalid(name, "must be spec.names.plural+\".\"+spec.group") }
        check(spec["group"], .subdomain)
        if !spec["group"].text.isEmpty, !spec["group"].text.contains(".") {
            invalid(spec["group"], "should be a domain with at least one dot")
        }
        let names = spec["names"]
        for member in ["plural", "singular"] where !names[member].text.isEmpty { check(names[member], .serviceLabel) }
        let versions = spec["versions"]
        checkUnique(versions.elements.map { $0["name"] })
        for version in versions.elements {
            check(version["name"], .serviceLabel)
            let schema = version["schema"]["openAPIV3Schema"]
            guard schema.isSet else {
                required(schema, "schemas are required")
                continue
            }
            if schema["type"].text != "object" { required(schema["type"], "must not be empty at the root") }
        }
        if versions.elements.count(where: { $0["storage"].json == true }) != 1 {
            invalid(
                versions.path, .array(versions.elements.map { $0["name"].json }), "must have exactly one version marked as storage version")
        }
    }
}
