import KubeModel

/// The status that a new object starts with.
struct InitialStatus {
    let now: KubeTime

    /// Nil for a kind whose status is first set by its controller.
    func status(of object: KubeObject) -> JSON? {
        switch object.kind {
        case "Pod" where object.apiVersion == "v1": ["phase": "Pending", "qosClass": .string(Self.qualityOfService(of: object))]
        case "Namespace" where object.apiVersion == "v1": ["phase": "Active"]
        case "CustomResourceDefinition" where object.apiVersion == ResourceType.customResourceDefinitions.apiVersion:
            established(object)
        default: nil
        }
    }

    /// A definition is served as soon as it is stored.
    private func established(_ definition: KubeObject) -> JSON {
        let condition = { (type: String, reason: String, message: String) -> JSON in
            [
                "type": .string(type), "status": "True", "lastTransitionTime": .string(now.text), "reason": .string(reason),
                "message": .string(message),
            ]
        }
        let stored = definition.spec["versions"].elements.filter { $0["storage"].bool == true }.map { $0["name"] }
        return [
            "acceptedNames": definition.spec["names"], "storedVersions": .array(stored),
            "conditions": [
                condition("NamesAccepted", "NoConflicts", "no conflicts found"),
                condition("Established", "InitialNamesAccepted", "the initial names have been accepted"),
            ],
        ]
    }

    /// `Guaranteed` when every container's CPU and memory limits are its requests, `BestEffort` when none has any, else `Burstable`.
    private static func qualityOfService(of pod: KubeObject) -> String {
        let resources = (pod.spec["containers"].elements + pod.spec["initContainers"].elements).map { $0["resources"] }
        let named = ["cpu", "memory"]
        let isBare = resources.allSatisfy { each in named.allSatisfy { each["requests"][$0].isNull && each["limits"][$0].isNull } }
        guard !isBare else { return "BestEffort" }
        let isBound = resources.allSatisfy { each in
            named.allSatisfy { name in
                let (request, limit) = (each["requests"][name], each["limits"][name])
                return !limit.isNull && (request.isNull || request == limit)
            }
        }
        return isBound ? "Guaranteed" : "Burstable"
    }
}
