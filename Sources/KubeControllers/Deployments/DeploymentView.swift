package import KubeModel

/// A Deployment's wishes, with the defaults of the API.
package struct DeploymentView: Sendable, Equatable {
    package let object: KubeObject

    package init(_ object: KubeObject) { self.object = object }

    package var replicas: Int { object["spec", "replicas"].int ?? 1 }
    package var template: JSON { object["spec", "template"] }
    package var isPaused: Bool { object["spec", "paused"].bool ?? false }
    package var minReadySeconds: Int { object["spec", "minReadySeconds"].int ?? 0 }
    package var revisionHistoryLimit: Int { object["spec", "revisionHistoryLimit"].int ?? 10 }
    package var collisions: Int { object["status", "collisionCount"].int ?? 0 }

    /// Nil when there is none, which Kubernetes writes as the largest 32-bit number.
    package var progressDeadline: Duration? {
        let seconds = object["spec", "progressDeadlineSeconds"].int ?? 600
        return seconds == Int(Int32.max) ? nil : .seconds(seconds)
    }

    /// Nil when it cannot be read or is empty: such a Deployment is left alone.
    package var selector: LabelSelector? {
        guard let selector = object.selector(at: "spec", "selector"), !selector.requirements.isEmpty else { return nil }
        return selector
    }

    package var isRollingUpdate: Bool { object["spec", "strategy", "type"].string != "Recreate" }

    /// How far a rolling update may go.
    package var limits: RolloutLimits {
        guard isRollingUpdate else { return RolloutLimits(replicas: replicas, maxSurge: 0, maxUnavailable: 0) }
        let rollingUpdate = object["spec", "strategy", "rollingUpdate"]
        return RolloutLimits(
            replicas: replicas, surge: IntOrPercent(rollingUpdate["maxSurge"]) ?? .percent(25),
            unavailable: IntOrPercent(rollingUpdate["maxUnavailable"]) ?? .percent(25))
    }
}
