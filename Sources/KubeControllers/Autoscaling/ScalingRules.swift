import KubeModel

/// How fast one direction may go: `spec.behavior.scaleUp` or `scaleDown`.
struct ScalingRules: Sendable, Equatable {
    enum Selection: String, Sendable {
        case max = "Max"
        case min = "Min"
        case disabled = "Disabled"
    }

    struct Policy: Sendable, Equatable {
        let isPercent: Bool
        let value: Int
        let period: Duration
    }

    var stabilization: Duration
    var selection: Selection
    var policies: [Policy]
    var tolerance: Double

    /// What is not said is as Kubernetes has it: up at once by 4 pods or 100 percent in 15 s, whichever is more.
    static func up(_ json: JSON, _ settings: AutoscalerSettings) -> ScalingRules {
        ScalingRules(
            json, stabilization: .zero, settings.tolerance,
            policies: [
                Policy(isPercent: false, value: 4, period: .seconds(15)), Policy(isPercent: true, value: 100, period: .seconds(15)),
            ])
    }

    /// Down to nothing in 15 s, but only after the highest recommendation of 300 s.
    static func down(_ json: JSON, _ settings: AutoscalerSettings) -> ScalingRules {
        ScalingRules(
            json, stabilization: settings.downscaleStabilization, settings.tolerance,
            policies: [Policy(isPercent: true, value: 100, period: .seconds(15))])
    }

    private init(_ json: JSON, stabilization: Duration, _ tolerance: Double, policies: [Policy]) {
        self.stabilization = json["stabilizationWindowSeconds"].int.map { .seconds($0) } ?? stabilization
        selection = json["selectPolicy"].string.flatMap(Selection.init) ?? .max
        let own = json["policies"].elements.compactMap(Policy.init)
        self.policies = own.isEmpty ? policies : own
        self.tolerance = Quantity(json["tolerance"]).map { Double($0.milliValue) / 1000 } ?? tolerance
    }
}

extension ScalingRules.Policy {
    fileprivate init?(_ json: JSON) {
        guard let type = json["type"].string, let value = json["value"].int, let seconds = json["periodSeconds"].int else { return nil }
        self.init(isPercent: type == "Percent", value: value, period: .seconds(seconds))
    }
}
