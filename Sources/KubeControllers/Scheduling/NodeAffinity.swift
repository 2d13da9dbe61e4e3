import KubeModel

/// Where a pod wants to be by the labels of nodes: its node selector and its required node affinity.
struct NodeAffinity: Sendable {
    private let selector: LabelSelector
    /// One of them must hold; nil when there are none.
    private let terms: [JSON]?

    init(of pod: KubeObject) {
        selector = LabelSelector(matching: pod["spec", "nodeSelector"].strings)
        let required = pod["spec", "affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution"]
        terms = required["nodeSelectorTerms"].array
    }

    func admits(_ node: NodeView) -> Bool {
        guard selector.matches(node.object.labels) else { return false }
        guard let terms else { return true }
        return terms.contains { term in
            let expressions = term["matchExpressions"].elements
            let fields = term["matchFields"].elements
            guard !(expressions.isEmpty && fields.isEmpty) else { return false }
            return expressions.allSatisfy { Self.holds($0, value: node.object.labels[$0["key"].string ?? ""]) }
                && fields.allSatisfy { $0["key"].string == "metadata.name" && Self.holds($0, value: node.name) }
        }
    }

    private static func holds(_ requirement: JSON, value: String?) -> Bool {
        let values = requirement["values"].elements.compactMap(\.string)
        switch requirement["operator"].string {
        case "In": return value.map(values.contains) ?? false
        case "NotIn": return !(value.map(values.contains) ?? false)
        case "Exists": return value != nil
        case "DoesNotExist": return value == nil
        case "Gt": return compare(value, values) { $0 > $1 }
        case "Lt": return compare(value, values) { $0 < $1 }
        default: return false
        }
    }

    private static func compare(_ value: String?, _ values: [String], _ holds: (Int, Int) -> Bool) -> Bool {
        guard let value = value.flatMap({ Int($0) }), let limit = values.first.flatMap({ Int($0) }) else { return false }
        return holds(value, limit)
    }
}
