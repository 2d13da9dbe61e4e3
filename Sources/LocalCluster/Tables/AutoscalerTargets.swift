package import KubeModel

/// The metrics of a HorizontalPodAutoscaler, each with its present value and its target: `cpu: 40%/60%`.
package enum AutoscalerTargets {
    package static func text(_ autoscaler: KubeObject) -> String {
        let metrics = autoscaler.spec["metrics"].elements
        guard !metrics.isEmpty else { return "<none>" }
        let current = autoscaler.status["currentMetrics"].elements
        let texts = metrics.enumerated().map { text($1, $0 < current.count ? current[$0] : .null) }
        guard texts.count > 2 else { return texts.joined(separator: ", ") }
        return texts.prefix(2).joined(separator: ", ") + " + \(texts.count - 2) more..."
    }

    private static func text(_ metric: JSON, _ current: JSON) -> String {
        let type = metric["type"].string ?? ""
        let member = type.prefix(1).lowercased() + type.dropFirst()
        let target = metric[member]["target"]
        let value = current[member]["current"]
        switch type {
        case "Resource", "ContainerResource":
            let name = metric[member]["name"].string ?? ""
            if let wanted = target["averageUtilization"].int {
                let now = value["averageUtilization"].int.map { "\($0)%" } ?? "<unknown>"
                return "\(name): \(now)/\(wanted)%"
            }
            return "\(name): \(quantity(value["averageValue"]))/\(quantity(target["averageValue"]))"
        default:
            let isAverage = !target["averageValue"].isNull
            let key = isAverage ? "averageValue" : "value"
            return "\(quantity(value[key]))/\(quantity(target[key]))" + (isAverage && type != "Pods" ? " (avg)" : "")
        }
    }

    private static func quantity(_ json: JSON) -> String { json.string ?? json.int.map(String.init) ?? "<unknown>" }
}
