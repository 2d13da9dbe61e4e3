import KubeModel

/// Whether a rollout gets on, is done, or has come to a halt.
extension DeploymentPass {
    mutating func progress(_ status: Condition.Status, _ reason: String, _ message: String) {
        set(Condition("Progressing", status, reason: reason, message))
    }

    /// A pause stops the clock of the progress deadline; going on starts it anew.
    mutating func notePause() {
        let present = conditions["Progressing"]
        guard deployment.progressDeadline != nil, present?.reason != "ProgressDeadlineExceeded" else { return }
        if deployment.isPaused, present?.reason != "DeploymentPaused" {
            progress(.unknown, "DeploymentPaused", "Deployment is paused")
        } else if !deployment.isPaused, present?.reason == "DeploymentPaused" {
            progress(.unknown, "DeploymentResumed", "Deployment is resumed")
        }
    }

    mutating func noteProgress(_ counts: JSON) {
        guard let deadline = deployment.progressDeadline else { return conditions.remove("Progressing") }
        let present = conditions["Progressing"]
        let isDone = counts["replicas"] == counts["updatedReplicas"] && present?.reason == "NewReplicaSetAvailable"
        guard !isDone else { return }
        let subject = newName.map { "ReplicaSet \"\($0)\"" } ?? "Deployment \"\(deployment.object.name)\""
        if isComplete {
            progress(.yes, "NewReplicaSetAvailable", "\(subject) has successfully progressed.")
        } else if getsOn(counts) {
            confirmProgress("\(subject) is progressing.")
        } else if isTooLate(deadline) {
            progress(.no, "ProgressDeadlineExceeded", "\(subject) has timed out progressing.")
        }
    }

    /// Says that it gets on, with the time of now even if it said so before.
    private mutating func confirmProgress(_ message: String) {
        var condition = Condition("Progressing", .yes, reason: "ReplicaSetUpdated", message)
        condition.lastUpdateTime = now.text
        conditions.set(condition, at: now.text)
    }

    /// More pods are new, fewer are old, or more are ready or available than by the last status.
    private func getsOn(_ counts: JSON) -> Bool {
        let last = deployment.object.status
        func grew(_ member: String) -> Bool { (counts[member].int ?? 0) > (last[member].int ?? 0) }
        func old(_ status: JSON) -> Int { (status["replicas"].int ?? 0) - (status["updatedReplicas"].int ?? 0) }
        return grew("updatedReplicas") || grew("readyReplicas") || grew("availableReplicas") || old(counts) < old(last)
    }

    private func isTooLate(_ deadline: Duration) -> Bool {
        guard let present = conditions["Progressing"], present.reason != "NewReplicaSetAvailable" else { return false }
        if present.reason == "ProgressDeadlineExceeded" { return true }
        guard let since = present.lastUpdateTime.flatMap({ KubeTime($0) }) else { return false }
        return since + deadline < now
    }

    /// When to look again for a deadline that nothing else would wake up for.
    func deadlineDirectives(rolling: Bool) -> [Directive] {
        guard rolling, let deadline = deployment.progressDeadline, let present = conditions["Progressing"], !isComplete,
            present.reason != "ProgressDeadlineExceeded", present.reason != "NewReplicaSetAvailable",
            let since = present.lastUpdateTime.flatMap({ KubeTime($0) })
        else { return [] }
        // A second more, since times are written in whole seconds.
        return [.requeue(after: max(.seconds(1), now.duration(to: since + deadline) + .seconds(1)))]
    }
}
