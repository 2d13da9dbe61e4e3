extension Inspection {
    /// A pod's spec, of its own or in a template.
    mutating func checkPodSpec(_ spec: LocatedValue) {
        guard spec.isSet else { return }
        let volumes = spec["volumes"]
        checkVolumes(volumes)
        let names = Set(volumes.elements.map { $0["name"].text })
        for list in ["initContainers", "containers"] { for container in spec[list].elements { checkContainer(container, volumes: names) } }
        if spec["containers"].json.array?.isEmpty == true { required(spec["containers"]) }
        checkUnique((spec["initContainers"].elements + spec["containers"].elements).map { $0["name"] })
        checkNotNegative(spec["terminationGracePeriodSeconds"])
        check(spec["activeDeadlineSeconds"], in: 1...Int(Int32.max), "must be between 1 and 2147483647, inclusive")
        check(spec["serviceAccountName"], .subdomain)
        check(spec["nodeName"], .subdomain)
        check(spec["hostname"], .label)
        check(spec["subdomain"], .label)
        checkLabels(spec["nodeSelector"])
        checkSpread(spec["topologySpreadConstraints"])
    }

    /// The metadata and spec that the pods of a workload get. `selector` must match its labels.
    mutating func checkTemplate(_ template: LocatedValue, selector: LocatedValue) {
        checkSelector(selector)
        let labels = template["metadata"]["labels"]
        checkLabels(labels)
        if selector.isSet {
            if selector["matchLabels"].json.strings.isEmpty, selector["matchExpressions"].elements.isEmpty {
                invalid(selector, "empty selector is invalid for deployment")
            } else if let wanted = try? LabelSelector(selector.json), !wanted.matches(labels.json.strings) {
                invalid(labels.path, labels.isSet ? labels.json : [:], "`selector` does not match template `labels`")
            }
        }
        let spec = template["spec"]
        checkPodSpec(spec)
        let policy = spec["restartPolicy"]
        if ["OnFailure", "Never"].contains(policy.text) { unsupported(policy, ["Always"]) }
        if spec["activeDeadlineSeconds"].isSet {
            forbidden(spec["activeDeadlineSeconds"].path, "activeDeadlineSeconds in ReplicaSet is not Supported")
        }
    }

    private mutating func checkSpread(_ constraints: LocatedValue) {
        var seen: Set<[JSON]> = []
        for constraint in constraints.elements {
            check(constraint["maxSkew"], in: 1...Int.max, "must be greater than zero")
            check(constraint["minDomains"], in: 1...Int.max, "must be greater than zero")
            check(constraint["topologyKey"], .qualifiedName)
            checkSelector(constraint["labelSelector"])
            let pair = [constraint["topologyKey"].json, constraint["whenUnsatisfiable"].json]
            if !seen.insert(pair).inserted {
                add(FieldFault(constraint.path, .duplicate, "Duplicate value: \"{\(pair[0].string ?? ""), \(pair[1].string ?? "")}\""))
            }
        }
    }
}
