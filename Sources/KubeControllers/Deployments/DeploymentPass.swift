package import KubeModel

/// One look at a Deployment: from the objects as they are to what is to be done, step for step as Kubernetes' controller does it.
///
/// ReplicaSets are changed in working copies, and each that differs in the end is written once.
package struct DeploymentPass: Sendable {
    package static let component = "deployment-controller"

    let deployment: DeploymentView
    let pods: [PodView]
    let now: KubeTime
    /// As they were read, by name.
    let before: [String: KubeObject]
    /// The working copies, the oldest first; also the new one before it is created.
    var sets: [KubeObject]
    var newName: String?
    var deletions: [KubeObject] = []
    var conditions: ConditionList
    /// What people are told when a ReplicaSet has been written, by its name.
    var notes: [String: EventNote] = [:]

    /// - Parameters:
    ///   - sets: The ReplicaSets that the Deployment controls.
    ///   - pods: The pods of those, also the finished and terminating ones.
    package static func directives(
        for deployment: KubeObject, sets: [KubeObject], pods: [KubeObject], at now: KubeTime
    ) -> [Directive] {
        var pass = DeploymentPass(deployment, sets: sets, pods: pods, at: now)
        return pass.run()
    }

    init(_ deployment: KubeObject, sets: [KubeObject], pods: [KubeObject], at now: KubeTime) {
        self.deployment = DeploymentView(deployment)
        self.pods = pods.map(PodView.init)
        self.now = now
        before = Dictionary(sets.map { ($0.name, $0) }) { $1 }
        self.sets = sets.sorted { $0.setAge < $1.setAge }
        conditions = ConditionList(of: deployment)
    }

    private mutating func run() -> [Directive] {
        guard deployment.selector != nil else { return selectsAllPods() }
        findNewSet()
        if deployment.object.isTerminating { return finish(rolling: false) }
        notePause()
        if deployment.isPaused || isScaled {
            adoptNewSet()
            scale()
            if deployment.isPaused { cleanUpHistory() }
            return finish(rolling: false)
        }
        if deployment.isRollingUpdate { rollingUpdate() } else { recreate() }
        return finish(rolling: true)
    }

    private func selectsAllPods() -> [Directive] {
        let message = "This deployment is selecting all pods. A non-empty selector is required."
        return [.record(note(.warning, "SelectingAll", message))]
    }

    private mutating func finish(rolling: Bool) -> [Directive] {
        var directives: [Directive] = []
        for set in sets {
            if let previous = before[set.name] {
                if set != previous { directives.append(.update(set, as: .replicaSets)) }
            } else {
                directives.append(.create(set, as: .replicaSets))
            }
            if let note = notes[set.name] { directives.append(.record(note)) }
        }
        directives += deletions.map { set in
            .delete(
                ObjectKey(.replicaSets, namespace: set.namespace, name: set.name),
                DeleteOptions(uid: set.uid, resourceVersion: set.resourceVersion))
        }
        return directives + revisionDirectives() + statusDirectives(rolling: rolling)
    }
}

extension DeploymentPass {
    var newSet: KubeObject? { newName.flatMap { name in sets.first { $0.name == name } } }

    var oldSets: [KubeObject] { sets.filter { $0.name != newName } }

    /// Changes the working copy of a ReplicaSet.
    mutating func change(_ name: String, _ body: (inout KubeObject) -> Void) {
        guard let index = sets.firstIndex(where: { $0.name == name }) else { return }
        body(&sets[index])
    }

    /// Gives a ReplicaSet its size and notes down what it was reckoned from.
    mutating func resize(_ name: String, to replicas: Int) {
        let limits = deployment.limits
        guard let present = sets.first(where: { $0.name == name })?.replicas else { return }
        change(name) { set in
            set["spec", "replicas"] = .integer(replicas)
            set.annotations[DeploymentAnnotation.desiredReplicas] = String(limits.replicas)
            set.annotations[DeploymentAnnotation.maxReplicas] = String(limits.maxTotal)
        }
        guard present != replicas else { return }
        let direction = present < replicas ? "up" : "down"
        let from = before[name]?.replicas ?? 0
        notes[name] = note(.normal, "ScalingReplicaSet", "Scaled \(direction) replica set \(name) from \(from) to \(replicas)")
    }

    func note(_ kind: EventNote.Kind, _ reason: String, _ message: String) -> EventNote {
        EventNote(kind, about: deployment.object, reason: reason, message, from: Self.component)
    }

    func scale(of set: KubeObject) -> ReplicaSetScale {
        ReplicaSetScale(
            name: set.name, replicas: set.replicas, available: set.availableReplicas,
            maxReplicas: set.annotations[DeploymentAnnotation.maxReplicas].flatMap(Int.init), age: set.setAge)
    }
}
