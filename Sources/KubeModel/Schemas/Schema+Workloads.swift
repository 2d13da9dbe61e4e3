// Deployments and ReplicaSets.

private let apps = SchemaPackage("io.k8s.api.apps.v1")

extension Schema {
    /// Pods of one kind, and their replacement by new ones.
    static let deployment = apps.kind("Deployment", "Pods of one kind, and their replacement by new ones.") {
        Field("spec", as: deploymentSpec).required()
        Field("status", as: deploymentStatus)
    }

    private static let deploymentSpec = apps.type("DeploymentSpec") {
        Field("minReadySeconds", as: .int32).about("Seconds for which a new pod must be ready to count as available.")
        Field("paused", as: .boolean).about("No rollout while it is true.")
        Field("progressDeadlineSeconds", as: .int32).defaulting(to: 600).about(
            "Seconds without progress after which the rollout has failed.")
        Field("replicas", as: .int32).defaulting(to: 1).about("How many pods are wanted.")
        Field("revisionHistoryLimit", as: .int32).defaulting(to: 10).about("How many old ReplicaSets are kept to roll back to.")
        Field("selector", as: labelSelector).required().about("Which pods belong to it; it cannot be changed.")
        Field("strategy", as: deploymentStrategy).patched(by: .retainKeys).defaulting(to: [:]).about(
            "How old pods are replaced by new ones.")
        Field("template", as: podTemplateSpec).required().about("The pods that it makes.")
    }

    private static let deploymentStrategy = apps.type("DeploymentStrategy") {
        Field("rollingUpdate", as: rollingUpdateDeployment)
        Field("type", as: .choice("Recreate", "RollingUpdate")).defaulting(to: "RollingUpdate")
    }

    private static let rollingUpdateDeployment = apps.type("RollingUpdateDeployment") {
        Field("maxSurge", as: .integerOrString).defaulting(to: "25%").about(
            "How many pods, or percent of them, may run above the wanted number.")
        Field("maxUnavailable", as: .integerOrString).defaulting(to: "25%").about("How many pods, or percent of them, may be unavailable.")
    }

    private static let deploymentStatus = apps.type("DeploymentStatus") {
        Field(
            "availableReplicas", "collisionCount", "readyReplicas", "replicas", "terminatingReplicas", "unavailableReplicas",
            "updatedReplicas", as: .int32)
        Field("conditions", as: .list(of: deploymentCondition, by: "type"))
        Field("observedGeneration", as: .int64)
    }

    private static let deploymentCondition = apps.type("DeploymentCondition") {
        Field("lastTransitionTime", "lastUpdateTime", as: .time)
        Field("message", "reason", "status", "type", as: .string)
    }

    /// A number of equal pods.
    static let replicaSet = apps.kind("ReplicaSet", "A number of equal pods.") {
        Field("spec", as: replicaSetSpec).required()
        Field("status", as: replicaSetStatus)
    }

    private static let replicaSetSpec = apps.type("ReplicaSetSpec") {
        Field("minReadySeconds", as: .int32)
        Field("replicas", as: .int32).defaulting(to: 1)
        Field("selector", as: labelSelector).required()
        Field("template", as: podTemplateSpec)
    }

    private static let replicaSetStatus = apps.type("ReplicaSetStatus") {
        Field("availableReplicas", "fullyLabeledReplicas", "readyReplicas", "replicas", "terminatingReplicas", as: .int32)
        Field("conditions", as: .list(of: replicaSetCondition, by: "type"))
        Field("observedGeneration", as: .int64)
    }

    private static let replicaSetCondition = apps.type("ReplicaSetCondition") {
        Field("lastTransitionTime", as: .time)
        Field("message", "reason", "status", "type", as: .string)
    }
}
