import KubeModel

extension Admission {
    /// Deletes a pod if its disruption budget allows it, and takes the disruption off the budget in the same commit.
    func evict(as eviction: KubeObject, _ subject: Subject) throws(StatusError) -> Admitted {
        let pod = try subject.existing()
        let options = try Self.options(of: eviction)
        let deletion = Subject(
            write: subject.write, registered: subject.registered, type: subject.type, key: subject.key, present: pod)
        var admitted = try delete(options, deletion)
        if !pod.isTerminating, ["Running", "Unknown"].contains(pod.status["phase"].string), let budget = try budget(of: pod),
            let charged = try charge(budget, for: pod)
        {
            admitted.changes.append((ObjectKey(.podDisruptionBudgets, namespace: pod.namespace, name: budget.name), charged))
        }
        admitted.answer = { _ in KubeObject(["kind": "Status", "apiVersion": "v1", "metadata": [:], "status": "Success", "code": 201]) }
        if admitted.effect != .unchanged { admitted.effect = .created }
        return admitted
    }

    private static func options(of eviction: KubeObject) throws(StatusError) -> DeleteOptions {
        guard eviction.kind == "Eviction" else {
            throw .badRequest("the kind in the data (\(eviction.kind)) does not match the expected kind (Eviction)")
        }
        let json = eviction["deleteOptions"]
        return DeleteOptions(
            gracePeriodSeconds: json["gracePeriodSeconds"].int, uid: json["preconditions"]["uid"].string,
            resourceVersion: json["preconditions"]["resourceVersion"].string)
    }

    /// The one budget that covers a pod.
    private func budget(of pod: KubeObject) throws(StatusError) -> KubeObject? {
        let covering = objects.objects(.podDisruptionBudgets, in: pod.namespace).filter { budget in
            (try? LabelSelector(budget.spec["selector"]))?.matches(pod.labels) ?? false
        }
        guard covering.count < 2 else {
            throw StatusError(
                code: 500, reason: .internalError,
                message: "This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.")
        }
        return covering.first
    }

    /// The budget with one disruption less; nil when this pod needs none because it is not ready. Throws 429 when there is none left.
    private func charge(_ budget: KubeObject, for pod: KubeObject) throws(StatusError) -> KubeObject? {
        let status = budget.status
        let healthy = status["currentHealthy"].int ?? 0
        let desired = status["desiredHealthy"].int ?? 0
        if !pod.isTrue("Ready"), budget.spec["unhealthyPodEvictionPolicy"].string == "AlwaysAllow" || healthy >= desired && desired > 0 {
            return nil
        }
        guard (status["observedGeneration"].int ?? 0) >= budget.generation else {
            throw .disruptionRefused("The disruption budget \(budget.name) is still being processed by the server.")
        }
        let allowed = status["disruptionsAllowed"].int ?? 0
        guard allowed > 0 else {
            throw .disruptionRefused("The disruption budget \(budget.name) needs \(desired) healthy pods and has \(healthy) currently")
        }
        var charged = budget
        charged["status", "disruptionsAllowed"] = .integer(allowed - 1)
        charged.json[path: ["status", "disruptedPods", pod.name]] = .string(now.text)
        return charged
    }
}
