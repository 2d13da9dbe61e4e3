import KubeModel

/// One entry of an autoscaler's `spec.metrics`: a resource of the pods or of one of their containers, and where it should be.
struct MetricSpec: Sendable, Equatable {
    enum Target: Sendable, Equatable {
        /// In percent of what the pods request.
        case utilization(Int)
        /// In thousandths of the resource's unit.
        case averageValue(Int)
    }

    /// `cpu` or `memory`.
    let resource: String
    /// Nil for the whole pod.
    let container: String?
    let target: Target

    /// Nil for metrics that come from elsewhere than the pods themselves.
    init?(_ json: JSON) {
        let source: JSON
        switch json["type"].string {
        case "Resource":
            source = json["resource"]
            container = nil
        case "ContainerResource":
            source = json["containerResource"]
            container = source["container"].string
        default: return nil
        }
        guard let resource = source["name"].string, let target = Target(source["target"]) else { return nil }
        self.resource = resource
        self.target = target
    }

    /// As the conditions and events call it.
    var description: String {
        let place = container.map { " of container \"\($0)\"" } ?? ""
        switch target {
        case .utilization: return "\(resource) \(container == nil ? "" : "container ")resource utilization (percentage of request)\(place)"
        case .averageValue: return "\(resource) \(container == nil ? "" : "container ")resource\(place)"
        }
    }
}

extension MetricSpec.Target {
    /// What is divided by.
    var isPositive: Bool {
        switch self {
        case .utilization(let percent): percent > 0
        case .averageValue(let value): value > 0
        }
    }

    fileprivate init?(_ json: JSON) {
        if let percent = json["averageUtilization"].int {
            self = .utilization(percent)
        } else if let value = Quantity(json["averageValue"])?.milliValue {
            self = .averageValue(value)
        } else {
            return nil
        }
    }
}
