extension Inspection {
    /// What holds for the metadata of every object.
    mutating func checkMetadata(_ metadata: LocatedValue, of type: ResourceType) {
        let (name, prefix) = (metadata["name"], metadata["generateName"])
        if name.text.isEmpty {
            if prefix.text.isEmpty { required(name, "name or generateName is required") }
        } else {
            check(name, type.nameSyntax)
        }
        if !prefix.text.isEmpty {
            // What the server appends ends it with letters and digits.
            for fault in type.nameSyntax.faults(in: prefix.text + "a") { invalid(prefix, fault) }
        }
        if !metadata["namespace"].text.isEmpty {
            if type.isNamespaced {
                check(metadata["namespace"], .label)
            } else {
                forbidden(metadata["namespace"].path, "not allowed on this type")
            }
        }
        checkLabels(metadata["labels"])
        checkAnnotations(metadata["annotations"])
        for finalizer in metadata["finalizers"].elements { check(finalizer, .qualifiedName) }
        for owner in metadata["ownerReferences"].elements {
            for member in ["apiVersion", "kind", "name", "uid"] { require(owner[member], "\(member) must not be empty") }
        }
    }

    /// Keys and values of labels.
    mutating func checkLabels(_ labels: LocatedValue) {
        for (key, value) in labels.json.strings.sorted(by: { $0.key < $1.key }) {
            for fault in NameSyntax.qualifiedName.faults(in: key) { invalid(labels.path, .string(key), fault) }
            for fault in NameSyntax.labelValue.faults(in: value) { invalid(labels.path, .string(value), fault) }
        }
    }

    private mutating func checkAnnotations(_ annotations: LocatedValue) {
        let texts = annotations.json.strings
        for key in texts.keys.sorted() {
            for fault in NameSyntax.qualifiedName.faults(in: key.lowercased()) { invalid(annotations.path, .string(key), fault) }
        }
        let limit = 256 * 1024
        if texts.reduce(0, { $0 + $1.key.utf8.count + $1.value.utf8.count }) > limit { tooLong(annotations.path, limit: limit) }
    }

    /// A label selector of any kind.
    mutating func checkSelector(_ selector: LocatedValue) {
        checkLabels(selector["matchLabels"])
        for expression in selector["matchExpressions"].elements {
            check(expression["key"], .qualifiedName)
            let values = expression["values"]
            switch expression["operator"].text {
            case "In", "NotIn": require(values, "must be specified when `operator` is 'In' or 'NotIn'")
            case "Exists", "DoesNotExist":
                if !values.elements.isEmpty { forbidden(values.path, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'") }
            default: break
            }
            for value in values.elements { check(value, .labelValue) }
        }
    }

    /// Identity is given once.
    mutating func checkImmutableMetadata(from old: KubeObject, to new: KubeObject) {
        let metadata = LocatedValue(new["metadata"], at: FieldPath("metadata"))
        for member in ["name", "namespace", "uid", "creationTimestamp"] {
            let (before, now) = (old["metadata", member], metadata[member])
            if now.isSet, before != now.json { invalid(now, "field is immutable") }
        }
    }
}

extension ResourceType {
    /// What a name of the kind must look like.
    var nameSyntax: NameSyntax {
        switch self {
        case .namespaces: .label
        case .services: .serviceLabel
        case .roles, .roleBindings: .pathSegment
        default: .subdomain
        }
    }
}
