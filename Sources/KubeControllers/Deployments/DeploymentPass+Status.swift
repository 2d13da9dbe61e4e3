import KubeModel

/// The status, which `kubectl rollout status` and `kubectl wait` read.
extension DeploymentPass {
    /// The counts, without conditions.
    var counts: JSON {
        let available = sets.reduce(0) { $0 + $1.availableReplicas }
        let wanted = sets.reduce(0) { $0 + $1.replicas }
        return .present([
            "observedGeneration": .integer(deployment.object.generation),
            "replicas": Self.count(sets.reduce(0) { $0 + $1.statusReplicas }),
            "updatedReplicas": Self.count(newSet?.statusReplicas ?? 0),
            "readyReplicas": Self.count(sets.reduce(0) { $0 + $1.readyReplicas }),
            "availableReplicas": Self.count(available),
            "unavailableReplicas": Self.count(max(0, wanted - available)),
            "collisionCount": deployment.object["status", "collisionCount"],
        ])
    }

    /// Zero is not written, as in Kubernetes.
    private static func count(_ value: Int) -> JSON { value == 0 ? nil : .integer(value) }

    /// All pods are of the new template and available.
    var isComplete: Bool {
        let counts = counts
        let replicas = deployment.replicas
        return ["updatedReplicas", "replicas", "availableReplicas"].allSatisfy { (counts[$0].int ?? 0) == replicas }
    }

    mutating func statusDirectives(rolling: Bool) -> [Directive] {
        let counts = counts
        noteAvailability(counts["availableReplicas"].int ?? 0)
        if rolling { noteProgress(counts) }
        if rolling { noteFailure() }
        var written = deployment.object
        var status = counts
        status["conditions"] = conditions.json
        written.status = status
        written.resourceVersion = ""  // only this controller writes it, and the annotations may just have been written
        let isUnchanged = deployment.object.status == status
        return (isUnchanged ? [] : [.updateStatus(written, as: .deployments)]) + deadlineDirectives(rolling: rolling)
    }

    private mutating func noteAvailability(_ available: Int) {
        let isAvailable = available >= deployment.limits.minAvailable
        set(
            isAvailable
                ? Condition("Available", .yes, reason: "MinimumReplicasAvailable", "Deployment has minimum availability.")
                : Condition("Available", .no, reason: "MinimumReplicasUnavailable", "Deployment does not have minimum availability."))
    }

    private mutating func noteFailure() {
        let failures = [newSet].compactMap(\.self) + oldSets
        let failure = failures.lazy.compactMap { ConditionList(of: $0)["ReplicaFailure"] }.first { $0.status == .yes }
        guard let failure else { return conditions.remove("ReplicaFailure") }
        set(Condition("ReplicaFailure", failure.status, reason: failure.reason, failure.message))
    }

    /// Replaces a condition, unless it says the same already.
    mutating func set(_ condition: Condition) {
        if let present = conditions[condition.type], present.status == condition.status, present.reason == condition.reason { return }
        var condition = condition
        condition.lastUpdateTime = now.text
        conditions.set(condition, at: now.text)
    }
}
