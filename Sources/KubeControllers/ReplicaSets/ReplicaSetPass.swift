package import KubeModel

/// One look at a ReplicaSet: which pods it lacks or has too many, and its status.
package struct ReplicaSetPass: Sendable {
    package static let component = "replicaset-controller"
    /// The most pods that are made or deleted in one go.
    package static let burst = 500

    /// What is to be done about the number of pods.
    package enum Plan: Sendable, Equatable {
        case nothing
        case create([KubeObject])
        case delete([KubeObject])
    }

    let set: KubeObject
    /// The pods that it controls, finished and terminating ones too.
    let pods: [PodView]
    let now: KubeTime

    package init(_ set: KubeObject, pods: [KubeObject], at now: KubeTime) {
        self.set = set
        self.pods = pods.map(PodView.init)
        self.now = now
    }

    private var active: [PodView] { pods.filter(\.isActive) }

    /// - Parameters:
    ///   - siblings: The pods of all ReplicaSets of the same owner, this one's included.
    ///   - random: Ends the names of new pods.
    package func plan(siblings: [KubeObject], using random: inout some RandomNumberGenerator) -> Plan {
        guard !set.isTerminating else { return .nothing }
        let surplus = active.count - set.replicas
        if surplus > 0 {
            let order = DeletionOrder(siblings: siblings.map(PodView.init), at: now)
            return .delete(order.first(min(surplus, Self.burst), of: active).map(\.object))
        }
        if surplus < 0 { return .create((0..<min(-surplus, Self.burst)).map { _ in freshPod(using: &random) }) }
        return .nothing
    }

    /// A pod from the template.
    func freshPod(using random: inout some RandomNumberGenerator) -> KubeObject {
        let template = set["spec", "template"]
        let prefix = "\(set.name)-"
        var pod = KubeObject(.pods, namespace: set.namespace, name: prefix + SafeName.suffix(using: &random))
        pod["metadata", "generateName"] = .string(prefix)
        pod.labels = template[path: ["metadata", "labels"]].strings
        pod.annotations = template[path: ["metadata", "annotations"]].strings
        pod["metadata", "finalizers"] = template[path: ["metadata", "finalizers"]]
        pod.ownerReferences = [OwnerReference(controller: set)]
        pod["spec"] = template["spec"]
        return pod
    }

    package func note(created pod: String) -> EventNote { note(.normal, "SuccessfulCreate", "Created pod: \(pod)") }

    package func note(deleted pod: String) -> EventNote { note(.normal, "SuccessfulDelete", "Deleted pod: \(pod)") }

    package func note(notCreated error: StatusError) -> EventNote {
        note(.warning, "FailedCreate", "Error creating: \(error.message)")
    }

    package func note(notDeleted error: StatusError) -> EventNote {
        note(.warning, "FailedDelete", "Error deleting: \(error.message)")
    }

    private func note(_ kind: EventNote.Kind, _ reason: String, _ message: String) -> EventNote {
        EventNote(kind, about: set, reason: reason, message, from: Self.component)
    }
}

extension ReplicaSetPass {
    /// The status as it is with these pods, if it is another than what is written; and when to look again for `minReadySeconds`.
    /// - Parameter failure: Why pods could not be made or deleted just now.
    package func statusDirectives(failure: StatusError? = nil) -> [Directive] {
        let minReadySeconds = set["spec", "minReadySeconds"].int ?? 0
        let templateLabels = LabelSelector(matching: set["spec", "template", "metadata", "labels"].strings)
        let available = active.filter { $0.isAvailable(minReadySeconds: minReadySeconds, at: now) }
        var conditions = ConditionList(of: set)
        note(failure, in: &conditions)
        var status = JSON.present([
            "replicas": .integer(active.count), "observedGeneration": .integer(set.generation),
            "fullyLabeledReplicas": Self.count(active.filter { templateLabels.matches($0.object.labels) }),
            "readyReplicas": Self.count(active.filter(\.isReady)), "availableReplicas": Self.count(available),
        ])
        status["conditions"] = conditions.json == [] ? nil : conditions.json
        var written = set
        written.status = status
        written.resourceVersion = ""  // only this controller writes it
        let wait = active.compactMap { $0.timeUntilAvailable(minReadySeconds: minReadySeconds, at: now) }.min()
        return (status == set.status ? [] : [.updateStatus(written, as: .replicaSets)]) + (wait.map { [.requeue(after: $0)] } ?? [])
    }

    /// Zero is not written, as in Kubernetes.
    private static func count(_ pods: [PodView]) -> JSON { pods.isEmpty ? nil : .integer(pods.count) }

    private func note(_ failure: StatusError?, in conditions: inout ConditionList) {
        guard let failure else { return conditions.remove("ReplicaFailure") }
        guard conditions["ReplicaFailure"] == nil else { return }
        let reason = active.count < set.replicas ? "FailedCreate" : "FailedDelete"
        conditions.set(Condition("ReplicaFailure", .yes, reason: reason, failure.message), at: now.text)
    }
}
