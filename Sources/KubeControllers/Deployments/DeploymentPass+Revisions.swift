import KubeModel

/// Which ReplicaSet is the new one, and how revisions are counted.
extension DeploymentPass {
    /// The oldest one with the Deployment's template.
    mutating func findNewSet() {
        newName = sets.first { PodTemplate.areEqual($0["spec", "template"], deployment.template) }?.name
    }

    /// The new ReplicaSet gets the Deployment's annotations and the highest revision, also when it is an old one that is rolled back to.
    mutating func adoptNewSet() {
        guard let newName else { return }
        let revision = (oldSets.map(\.revision).max() ?? 0) + 1
        let annotations = deployment.object.annotations.filter { !DeploymentAnnotation.notCopied.contains($0.key) }
        let minReadySeconds = deployment.minReadySeconds
        change(newName) { set in
            if (set["spec", "minReadySeconds"].int ?? 0) != minReadySeconds {
                set["spec", "minReadySeconds"] = .integer(minReadySeconds)
            }
            var merged = set.annotations.merging(annotations) { $1 }
            Self.raise(&merged, to: revision)
            if merged != set.annotations { set.annotations = merged }
        }
        if deployment.progressDeadline != nil, conditions["Progressing"] == nil {
            progress(.yes, "FoundNewReplicaSet", "Found new replica set \"\(newName)\"")
        }
    }

    /// Gives the annotations a higher revision and keeps the one they had in the history.
    private static func raise(_ annotations: inout [String: String], to revision: Int) {
        let present = annotations[DeploymentAnnotation.revision]
        guard (present.flatMap(Int.init) ?? 0) < revision else { return }
        annotations[DeploymentAnnotation.revision] = String(revision)
        if let present {
            let history = annotations[DeploymentAnnotation.revisionHistory].map { $0 + "," } ?? ""
            annotations[DeploymentAnnotation.revisionHistory] = history + present
        }
    }

    /// Makes the new ReplicaSet if there is none, as large as the limits permit at once.
    mutating func createNewSet() {
        guard newName == nil else { return adoptNewSet() }
        let set = freshSet()
        sets.append(set)
        newName = set.name
        let size = deployment.isRollingUpdate ? rollingUpdateNow.nextNewSize() : deployment.replicas
        resize(set.name, to: size)
        adoptNewSet()
        if deployment.progressDeadline != nil {
            progress(.yes, "NewReplicaSetCreated", "Created new replica set \"\(set.name)\"")
        }
    }

    private func freshSet() -> KubeObject {
        let owner = deployment.object
        let hash = PodTemplate.hash(of: deployment.template, collisions: deployment.collisions)
        var template = deployment.template
        template[path: ["metadata", "labels", PodTemplate.hashLabel]] = .string(hash)
        var selector = owner["spec", "selector"]
        selector[path: ["matchLabels", PodTemplate.hashLabel]] = .string(hash)
        var set = KubeObject(.replicaSets, namespace: owner.namespace, name: "\(owner.name)-\(hash)")
        set.labels = template[path: ["metadata", "labels"]].strings
        set.ownerReferences = [OwnerReference(controller: owner)]
        set["spec", "replicas"] = 0
        set["spec", "selector"] = selector
        set["spec", "template"] = template
        return set
    }

    /// The Deployment carries the revision of its new ReplicaSet.
    func revisionDirectives() -> [Directive] {
        guard let revision = newSet?.annotations[DeploymentAnnotation.revision],
            deployment.object.annotations[DeploymentAnnotation.revision] != revision
        else { return [] }
        let key = ObjectKey(.deployments, namespace: deployment.object.namespace, name: deployment.object.name)
        return [.patch(key, .merge(["metadata": ["annotations": [DeploymentAnnotation.revision: .string(revision)]]]))]
    }

    /// Deletes the oldest ReplicaSets that nothing runs from, down to the history limit.
    mutating func cleanUpHistory() {
        let alive = oldSets.filter { !$0.isTerminating }
        let surplus = alive.count - deployment.revisionHistoryLimit
        guard surplus > 0 else { return }
        deletions = alive.sorted { ($0.revision, $0.setAge) < ($1.revision, $1.setAge) }.prefix(surplus).filter { set in
            set.statusReplicas == 0 && set.replicas == 0 && set.generation <= set["status", "observedGeneration"].int ?? 0
        }
    }
}
