package import KubeModel

/// Which of the objects that match an owner's selector belong to it, and how the references must change for that.
package struct Claims: Sendable, Equatable {
    /// Those that the owner controls, as they will be.
    package private(set) var owned: [KubeObject] = []
    /// Adopts what matches and has no controller, and gives up what the owner controls but no longer matches.
    package private(set) var directives: [Directive] = []

    /// - Parameters:
    ///   - candidates: All objects of the type in the owner's namespace.
    ///   - selector: Nil when the owner's cannot be read: then nothing is adopted or given up.
    package init(of owner: KubeObject, selector: LabelSelector?, among candidates: [KubeObject], type: ResourceType) {
        for candidate in candidates where candidate.namespace == owner.namespace {
            let matches = selector?.matches(candidate.labels)
            if let controller = candidate.controller {
                guard controller.uid == owner.uid else { continue }
                if matches != false || owner.isTerminating {
                    owned.append(candidate)
                } else {
                    release(candidate, from: owner, type)
                }
            } else if matches == true, !owner.isTerminating, !candidate.isTerminating {
                adopt(candidate, by: owner, type)
            }
        }
    }

    private mutating func adopt(_ candidate: KubeObject, by owner: KubeObject, _ type: ResourceType) {
        var adopted = candidate
        adopted.ownerReferences.append(OwnerReference(controller: owner))
        owned.append(adopted)
        directives.append(.update(adopted, as: type))
    }

    private mutating func release(_ candidate: KubeObject, from owner: KubeObject, _ type: ResourceType) {
        var released = candidate
        released.ownerReferences.removeAll { $0.uid == owner.uid }
        directives.append(.update(released, as: type))
    }
}
