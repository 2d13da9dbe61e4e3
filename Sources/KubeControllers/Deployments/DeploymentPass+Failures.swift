package import KubeModel

/// What follows when the new ReplicaSet could not be created.
extension DeploymentPass {
    /// The name was taken by a ReplicaSet that is not the wanted one: the next try hashes to another.
    package static func collided(_ deployment: KubeObject) -> Directive {
        var written = deployment
        written["status", "collisionCount"] = .integer(DeploymentView(deployment).collisions + 1)
        written.resourceVersion = ""
        return .updateStatus(written, as: .deployments)
    }

    /// Whether the ReplicaSet that is in the way is the wanted one after all, only not yet seen.
    package static func isWanted(_ present: KubeObject, insteadOf wanted: KubeObject) -> Bool {
        present.controller?.uid == wanted.controller?.uid
            && PodTemplate.areEqual(present["spec", "template"], wanted["spec", "template"])
    }

    /// The API refused it for another reason.
    package static func refused(_ deployment: KubeObject, _ error: StatusError, at now: KubeTime) -> [Directive] {
        let message = "Failed to create new replica set: \(error.message)"
        var directives: [Directive] = [
            .record(EventNote(.warning, about: deployment, reason: "ReplicaSetCreateError", message, from: component))
        ]
        guard DeploymentView(deployment).progressDeadline != nil else { return directives }
        var condition = Condition("Progressing", .no, reason: "ReplicaSetCreateError", message)
        condition.lastUpdateTime = now.text
        var conditions = ConditionList(of: deployment)
        conditions.set(condition, at: now.text)
        var written = deployment
        written["status", "conditions"] = conditions.json
        written.resourceVersion = ""
        if written.status != deployment.status { directives.append(.updateStatus(written, as: .deployments)) }
        return directives
    }
}
