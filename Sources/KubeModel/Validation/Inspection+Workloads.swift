extension Inspection {
    /// A Deployment: counts, template and how it is rolled out.
    mutating func checkDeployment(_ spec: LocatedValue) {
        for member in ["replicas", "minReadySeconds", "revisionHistoryLimit", "progressDeadlineSeconds"] { checkNotNegative(spec[member]) }
        checkTemplate(spec["template"], selector: spec["selector"])
        checkStrategy(spec["strategy"])
        let deadline = spec["progressDeadlineSeconds"]
        if let seconds = deadline.int, seconds <= spec["minReadySeconds"].int ?? 0 {
            invalid(deadline, "must be greater than minReadySeconds")
        }
    }

    /// A ReplicaSet.
    mutating func checkReplicaSet(_ spec: LocatedValue) {
        for member in ["replicas", "minReadySeconds"] { checkNotNegative(spec[member]) }
        checkTemplate(spec["template"], selector: spec["selector"])
    }

    private mutating func checkStrategy(_ strategy: LocatedValue) {
        let update = strategy["rollingUpdate"]
        guard strategy["type"].text != "Recreate" else {
            if update.isSet { forbidden(update.path, "may not be specified when strategy `type` is 'Recreate'") }
            return
        }
        let (unavailable, surge) = (update["maxUnavailable"], update["maxSurge"])
        checkCountOrPercent(unavailable)
        checkCountOrPercent(surge)
        if unavailable.isZero, surge.isZero { invalid(unavailable, "may not be 0 when `maxSurge` is 0") }
        if let percent = unavailable.percent, percent > 100 { invalid(unavailable, "must not be greater than 100%") }
    }

    /// A number of pods, or the percentage of them.
    mutating func checkCountOrPercent(_ value: LocatedValue) {
        checkNotNegative(value)
        check(value, .percent)
    }
}

extension LocatedValue {
    /// `25` of `25%`; nil when it is no percentage.
    var percent: Int? { text.last == "%" ? Int(text.dropLast()) : nil }

    /// None, as a number or a percentage.
    var isZero: Bool { int == 0 || percent == 0 }
}
