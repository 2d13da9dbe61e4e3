/// The annotations by which Deployments and their ReplicaSets are linked; kubectl reads them too.
package enum DeploymentAnnotation {
    package static let revision = "deployment.kubernetes.io/revision"
    package static let revisionHistory = "deployment.kubernetes.io/revision-history"
    package static let desiredReplicas = "deployment.kubernetes.io/desired-replicas"
    package static let maxReplicas = "deployment.kubernetes.io/max-replicas"
    package static let changeCause = "kubernetes.io/change-cause"

    /// Those of a Deployment that its ReplicaSets do not get.
    static let notCopied: Set<String> = [
        "kubectl.kubernetes.io/last-applied-configuration", "deprecated.deployment.rollback.to", revision, revisionHistory,
        desiredReplicas, maxReplicas, ReloadAnnotation.seen,
    ]
}
