import KubeModel

/// One of a pod's `topologySpreadConstraints`.
struct SpreadConstraint: Sendable, Equatable {
    let topologyKey: String
    let maxSkew: Int
    let minDomains: Int
    /// False when the constraint is only a wish.
    let isRequired: Bool
    /// Which pods are counted; the values of `matchLabelKeys` are the pod's own.
    let selector: LabelSelector
    /// Whether nodes that the pod's affinity excludes are left out of the count.
    let honorsAffinity: Bool
    /// Whether nodes with taints that the pod does not tolerate are left out of the count.
    let honorsTaints: Bool

    init?(_ json: JSON, of pod: KubeObject) {
        guard let topologyKey = json["topologyKey"].string else { return nil }
        self.topologyKey = topologyKey
        maxSkew = json["maxSkew"].int ?? 1
        minDomains = json["minDomains"].int ?? 1
        isRequired = json["whenUnsatisfiable"].string != "ScheduleAnyway"
        honorsAffinity = json["nodeAffinityPolicy"].string != "Ignore"
        honorsTaints = json["nodeTaintsPolicy"].string == "Honor"
        guard var selector = KubeObject(json).selector(at: "labelSelector") else { return nil }
        for key in json["matchLabelKeys"].elements.compactMap(\.string) {
            if let value = pod.labels[key] { selector.requirements.append(.isIn(key, [value])) }
        }
        self.selector = selector
    }

    static func all(of pod: KubeObject) -> [SpreadConstraint] {
        pod["spec", "topologySpreadConstraints"].elements.compactMap { SpreadConstraint($0, of: pod) }
    }
}
