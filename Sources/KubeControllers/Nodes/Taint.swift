package import KubeModel

/// What keeps pods off a node unless they tolerate it.
package struct Taint: Sendable, Hashable {
    package enum Effect: String, Sendable {
        case noSchedule = "NoSchedule"
        case preferNoSchedule = "PreferNoSchedule"
        case noExecute = "NoExecute"
    }

    package static let unschedulable = "node.kubernetes.io/unschedulable"
    package static let notReady = "node.kubernetes.io/not-ready"
    package static let unreachable = "node.kubernetes.io/unreachable"

    package let key: String
    package let value: String
    package let effect: Effect

    package init(_ key: String, value: String = "", _ effect: Effect) {
        self.key = key
        self.value = value
        self.effect = effect
    }

    package init?(_ json: JSON) {
        guard let key = json["key"].string, let effect = json["effect"].string.flatMap(Effect.init) else { return nil }
        self.init(key, value: json["value"].string ?? "", effect)
    }

    package var json: JSON {
        .present(["key": .string(key), "value": value.isEmpty ? nil : .string(value), "effect": .string(effect.rawValue)])
    }

    /// Whether one of a pod's tolerations covers it.
    package func isTolerated(by pod: KubeObject) -> Bool { toleration(of: pod) != nil }

    /// The first toleration of the pod that covers the taint.
    func toleration(of pod: KubeObject) -> JSON? { pod["spec", "tolerations"].elements.first(where: isCovered) }

    private func isCovered(by toleration: JSON) -> Bool {
        if let effect = toleration["effect"].string, !effect.isEmpty, effect != self.effect.rawValue { return false }
        let key = toleration["key"].string ?? ""
        let exists = toleration["operator"].string == "Exists"
        if key.isEmpty { return exists }
        return key == self.key && (exists || (toleration["value"].string ?? "") == value)
    }
}
