extension Defaulting {
    /// An autoscaler: what it measures, and how fast it may scale where that is said only in part.
    static func deriveAutoscaler(_ spec: inout JSON) {
        if spec["metrics"].elements.isEmpty { spec["metrics"] = [usualMetric] }
        guard spec["behavior"].object != nil else { return }
        for (direction, usual) in [("scaleUp", usualScaleUp), ("scaleDown", usualScaleDown)] {
            var rules = spec[path: ["behavior", direction]]
            for (name, value) in usual { rules.fill(name, with: value) }
            spec[path: ["behavior", direction]] = rules
        }
    }

    private static let usualMetric: JSON = [
        "type": "Resource", "resource": ["name": "cpu", "target": ["type": "Utilization", "averageUtilization": 80]],
    ]

    private static let usualScaleUp: [String: JSON] = [
        "stabilizationWindowSeconds": 0, "selectPolicy": "Max",
        "policies": [
            ["type": "Pods", "value": 4, "periodSeconds": 15],
            ["type": "Percent", "value": 100, "periodSeconds": 15],
        ],
    ]

    /// The window of scaling down is the controller's own, unless it is said.
    private static let usualScaleDown: [String: JSON] = [
        "selectPolicy": "Max", "policies": [["type": "Percent", "value": 100, "periodSeconds": 15]],
    ]
}
