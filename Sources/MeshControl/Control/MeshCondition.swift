import KubeModel

/// What the status of a routing object says of it.
struct MeshCondition: Sendable, Equatable {
    static let types: Set<String> = ["Reconciled", "Honoured"]

    let type: String
    let isTrue: Bool
    let reason: String
    let message: String

    func json(generation: Int, now: KubeTime, previous: JSON) -> JSON {
        let status: JSON = isTrue ? "True" : "False"
        let isSame = previous["status"] == status && previous["reason"].string == reason
        return [
            "type": .string(type), "status": status, "reason": .string(reason), "message": .string(message),
            "observedGeneration": .integer(generation),
            "lastTransitionTime": isSame ? previous["lastTransitionTime"] : .string(now.text),
        ]
    }
}

/// The verdict on one version of an object, as it goes into the status.
struct MeshReport: Sendable, Equatable {
    let key: ObjectKey
    /// Whoever is made anew under the same name has been told nothing yet.
    let uid: String
    let generation: Int
    let conditions: [MeshCondition]

    /// The status with this in it; nil when it says so already.
    func status(of object: KubeObject, now: KubeTime) -> JSON? {
        let present = object.status["conditions"].elements
        let others = present.filter { !MeshCondition.types.contains($0["type"].string ?? "") }
        let own = conditions.map { condition in
            let previous = present.first { $0["type"].string == condition.type } ?? .null
            return condition.json(generation: generation, now: now, previous: previous)
        }
        var status: JSON = ["conditions": .array(others + own)]
        status["observedGeneration"] = generation > 0 ? .integer(generation) : .null
        let before: JSON = ["conditions": object.status["conditions"], "observedGeneration": object.status["observedGeneration"]]
        return status["conditions"] == before["conditions"] && status["observedGeneration"] == before["observedGeneration"] ? nil : status
    }
}
