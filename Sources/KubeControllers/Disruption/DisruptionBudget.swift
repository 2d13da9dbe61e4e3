package import KubeModel

/// How many of the pods that a PodDisruptionBudget protects may be evicted.
package struct DisruptionBudget: Sendable {
    package static let component = "controllermanager"
    /// An evicted pod that is not gone after this time was not evicted after all.
    package static let evictionLifetime: Duration = .seconds(120)

    private let budget: KubeObject
    private let pods: [PodView]
    /// The wanted replicas of all controllers of the pods together.
    private let scale: Int
    private let now: KubeTime

    /// - Parameters:
    ///   - pods: Those that the budget's selector matches.
    ///   - scale: The replicas that the controllers of those pods want together.
    package init(_ budget: KubeObject, pods: [KubeObject], scale: Int, at now: KubeTime) {
        self.budget = budget
        self.pods = pods.map(PodView.init)
        self.scale = scale
        self.now = now
    }

    package func directives() -> [Directive] {
        let status = status()
        let next = nextExpiry.map { [Directive.requeue(after: $0)] } ?? []
        guard status != budget.status else { return next }
        var written = budget
        written.status = status
        // With its version: evictions write the status too.
        return [.updateStatus(written, as: .podDisruptionBudgets)] + next
    }

    private func status() -> JSON {
        let counted = pods.filter { !$0.isFinished }
        let (expected, desired) = expectation(count: counted.count)
        let disrupted = disruptedPods
        let healthy = counted.filter { $0.isReady && !$0.object.isTerminating && disrupted[$0.object.name].isNull }.count
        let allowed = expected > 0 ? max(0, healthy - desired) : 0
        var conditions = ConditionList(of: budget)
        var condition =
            allowed > 0
            ? Condition("DisruptionAllowed", .yes, reason: "SufficientPods", "")
            : Condition("DisruptionAllowed", .no, reason: "InsufficientPods", "")
        condition.observedGeneration = budget.generation
        conditions.set(condition, at: now.text)
        return .present([
            "currentHealthy": .integer(healthy), "desiredHealthy": .integer(desired), "expectedPods": .integer(expected),
            "disruptionsAllowed": .integer(allowed), "observedGeneration": .integer(budget.generation),
            "disruptedPods": disrupted == [:] ? nil : disrupted, "conditions": conditions.json,
        ])
    }

    /// Percentages are of what the controllers want, and round up: 7 pods at 50 percent keep 4.
    private func expectation(count: Int) -> (expected: Int, desired: Int) {
        if let unavailable = IntOrPercent(budget["spec", "maxUnavailable"]) {
            return (scale, max(0, scale - unavailable.scaled(of: scale, roundingUp: true)))
        }
        switch IntOrPercent(budget["spec", "minAvailable"]) {
        case .percent(let percent)?: return (scale, IntOrPercent.percent(percent).scaled(of: scale, roundingUp: true))
        case .count(let number)?: return (count, number)
        case nil: return (count, 0)
        }
    }

    /// Evictions that were granted and whose pods are not yet on their way.
    private var disruptedPods: JSON {
        let members = (budget["status", "disruptedPods"].object ?? [:]).filter { name, time in
            guard let pod = pods.first(where: { $0.object.name == name }), !pod.object.isTerminating else { return false }
            guard let time = time.string.flatMap({ KubeTime($0) }) else { return false }
            return time + Self.evictionLifetime > now
        }
        return .object(members)
    }

    private var nextExpiry: Duration? {
        (disruptedPods.object ?? [:]).values.compactMap { $0.string.flatMap { KubeTime($0) } }
            .map { now.duration(to: $0 + Self.evictionLifetime) }.min()
    }
}
