extension Inspection {
    /// A HorizontalPodAutoscaler.
    mutating func checkAutoscaler(_ spec: LocatedValue) {
        let (least, most) = (spec["minReplicas"], spec["maxReplicas"])
        check(least, in: 1...Int.max, "must be greater than or equal to 1")
        check(most, in: 1...Int.max, "must be greater than 0")
        if let low = least.int, let high = most.int, high > 0, high < low {
            invalid(most, "must be greater than or equal to `minReplicas`")
        }
        check(spec["scaleTargetRef"]["name"], .pathSegment)
        for metric in spec["metrics"].elements { checkMetric(metric) }
        for direction in ["scaleUp", "scaleDown"] { checkScaling(spec["behavior"][direction]) }
    }

    private mutating func checkMetric(_ metric: LocatedValue) {
        let members = [
            "ContainerResource": "containerResource", "External": "external", "Object": "object", "Pods": "pods", "Resource": "resource",
        ]
        guard let member = members[metric["type"].text] else { return }
        let source = metric[member]
        guard source.isSet else { return required(source, "must populate information for the given metric source") }
        for other in members.values.sorted() where other != member && metric[other].isSet {
            forbidden(metric[other].path, "must populate the given metric source only")
        }
        let target = source["target"]
        check(target["averageUtilization"], in: 1...Int.max, "must be greater than 0")
        for name in ["value", "averageValue"] where target[name].isSet {
            guard let quantity = Quantity(target[name].json), quantity.milliValue <= 0 else { continue }
            invalid(target[name], "must be positive")
        }
        let isSet = ["value", "averageValue", "averageUtilization"].map { target[$0].isSet }
        if !isSet.contains(true) { required(target["averageUtilization"], "must set either a target raw value or a target utilization") }
        if member == "resource" || member == "containerResource", isSet[1], isSet[2] {
            forbidden(target["averageValue"].path, "may not set both a target raw value and a target utilization")
        }
    }

    private mutating func checkScaling(_ rules: LocatedValue) {
        guard rules.isSet else { return }
        check(rules["stabilizationWindowSeconds"], in: 0...3600, "must be between 0 and 3600, inclusive")
        if rules["policies"].json.array?.isEmpty == true { required(rules["policies"], "must specify at least one Policy") }
        for policy in rules["policies"].elements {
            check(policy["value"], in: 1...Int.max, "must be greater than zero")
            check(policy["periodSeconds"], in: 1...1800, "must be between 1 and 1800, inclusive")
        }
    }

    /// A PodDisruptionBudget.
    mutating func checkDisruptionBudget(_ spec: LocatedValue) {
        let (least, most) = (spec["minAvailable"], spec["maxUnavailable"])
        if least.isSet, most.isSet { invalid(spec, "minAvailable and maxUnavailable cannot be both set") }
        for value in [least, most] {
            checkCountOrPercent(value)
            if let percent = value.percent, percent > 100 { invalid(value, "must not be greater than 100%") }
        }
        checkSelector(spec["selector"])
    }
}
