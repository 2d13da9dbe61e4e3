package import KubeModel

// What a ReplicaSet says of itself.
extension KubeObject {
    /// `spec.replicas`; 1 unless it says otherwise.
    var replicas: Int { self["spec", "replicas"].int ?? 1 }

    var statusReplicas: Int { self["status", "replicas"].int ?? 0 }
    var readyReplicas: Int { self["status", "readyReplicas"].int ?? 0 }
    var availableReplicas: Int { self["status", "availableReplicas"].int ?? 0 }

    /// The number in a Deployment's revision annotation; 0 without one.
    package var revision: Int { annotations[DeploymentAnnotation.revision].flatMap(Int.init) ?? 0 }

    var setAge: SetAge { SetAge(created: creationTimestamp ?? "9", name: name) }
}
