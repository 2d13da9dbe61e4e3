import KubeModel

/// How the pods of one ReplicaSet take the place of those of another.
extension DeploymentPass {
    var rollingUpdateNow: RollingUpdate {
        RollingUpdate(limits: deployment.limits, new: newSet.map(scale), old: oldSets.map(scale))
    }

    /// First up as far as the surge permits; only when there is nothing to add, down as far as availability permits.
    mutating func rollingUpdate() {
        createNewSet()
        guard let newName else { return }
        let size = rollingUpdateNow.nextNewSize()
        if size != newSet?.replicas { return resize(newName, to: size) }
        let smaller = rollingUpdateNow.nextOldSizes()
        for (name, size) in smaller.sorted(by: { $0.key < $1.key }) { resize(name, to: size) }
        if smaller.isEmpty, isComplete { cleanUpHistory() }
    }

    /// All old pods end before the first new one starts.
    mutating func recreate() {
        let active = oldSets.filter { $0.replicas > 0 }
        guard active.isEmpty else {
            adoptNewSet()
            for set in active { resize(set.name, to: 0) }
            return
        }
        guard !areOldPodsRunning else { return adoptNewSet() }
        createNewSet()
        guard let newName else { return }
        if newSet?.replicas != deployment.replicas { return resize(newName, to: deployment.replicas) }
        if isComplete { cleanUpHistory() }
    }

    private var areOldPodsRunning: Bool {
        if oldSets.contains(where: { $0.statusReplicas > 0 }) { return true }
        let newUID = newSet?.uid
        return pods.contains { !$0.isFinished && (newUID == nil || $0.object.controller?.uid != newUID) }
    }

    /// Whether the wanted number changed since a ReplicaSet with pods was last sized.
    var isScaled: Bool {
        sets.contains { set in
            guard set.replicas > 0, let desired = set.annotations[DeploymentAnnotation.desiredReplicas].flatMap(Int.init) else {
                return false
            }
            return desired != deployment.replicas
        }
    }

    /// Sizes the ReplicaSets for a changed number of replicas without moving the update on.
    mutating func scale() {
        let scaling = ProportionalScaling(
            limits: deployment.limits, new: newSet.map(scale), old: oldSets.map(scale), isRollingUpdate: deployment.isRollingUpdate,
            isSaturated: isSaturated, statusReplicas: deployment.object.statusReplicas)
        for (name, size) in scaling.sizes().sorted(by: { $0.key < $1.key }) { resize(name, to: size) }
    }

    private var isSaturated: Bool {
        guard let newSet else { return false }
        let replicas = deployment.replicas
        return newSet.annotations[DeploymentAnnotation.desiredReplicas] == String(replicas) && newSet.replicas == replicas
            && newSet.availableReplicas == replicas
    }
}
