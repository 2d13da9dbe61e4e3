extension Inspection {
    /// The variables of a container and where they come from.
    mutating func checkEnvironment(_ container: LocatedValue) {
        for variable in container["env"].elements {
            check(variable["name"], .environmentVariable)
            let source = variable["valueFrom"]
            guard source.isSet else { continue }
            if !variable["value"].text.isEmpty { invalid(source.path, "", "may not be specified when `value` is not empty") }
            checkSource(source)
        }
        for source in container["envFrom"].elements {
            let present = ["configMapRef", "secretRef"].map { source[$0] }.filter(\.isSet)
            if present.isEmpty { invalid(source.path, "", "must specify one of: `configMapRef` or `secretRef`") }
            if present.count > 1 { invalid(source.path, "", "may not have more than one field specified at a time") }
            for reference in present { require(reference["name"]) }
        }
    }

    private mutating func checkSource(_ source: LocatedValue) {
        let kinds = ["fieldRef", "resourceFieldRef", "configMapKeyRef", "secretKeyRef", "fileKeyRef"]
        let present = kinds.filter { source[$0].isSet }
        if present.isEmpty {
            invalid(
                source.path, "", "must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`")
        }
        if present.count > 1 { invalid(source.path, "", "may not have more than one field specified at a time") }
        for kind in ["configMapKeyRef", "secretKeyRef"] where source[kind].isSet {
            require(source[kind]["name"])
            if !source[kind]["key"].text.isEmpty { check(source[kind]["key"], .configKey) }
        }
        checkFieldReference(source["fieldRef"]["fieldPath"], DownwardField.variables)
        checkResourceReference(source["resourceFieldRef"])
    }

    /// A field of the pod that its containers may read.
    mutating func checkFieldReference(_ field: LocatedValue, _ supported: [String]) {
        guard !field.text.isEmpty, !supported.contains(field.text) else { return }
        guard let match = field.text.wholeMatch(of: /metadata\.(labels|annotations)\['(.+)'\]/) else {
            return unsupported(field, supported)
        }
        for fault in NameSyntax.qualifiedName.faults(in: match.1 == "labels" ? String(match.2) : match.2.lowercased()) {
            invalid(field, fault)
        }
    }

    /// An amount of a container that may be read.
    mutating func checkResourceReference(_ reference: LocatedValue) {
        let resource = reference["resource"]
        if !resource.text.isEmpty, !DownwardField.resources.contains(resource.text), !resource.text.contains("hugepages-") {
            unsupported(resource, DownwardField.resources)
        }
    }
}

/// What the downward API gives.
enum DownwardField {
    static let variables = [
        "metadata.name", "metadata.namespace", "metadata.uid", "spec.nodeName", "spec.serviceAccountName", "status.hostIP",
        "status.hostIPs", "status.podIP", "status.podIPs",
    ]
    static let files = ["metadata.annotations", "metadata.labels", "metadata.name", "metadata.namespace", "metadata.uid"]
    static let resources = [
        "limits.cpu", "limits.ephemeral-storage", "limits.memory", "requests.cpu", "requests.ephemeral-storage", "requests.memory",
    ]
}
