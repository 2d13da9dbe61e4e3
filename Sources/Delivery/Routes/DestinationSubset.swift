package import KubeModel

/// The subsets of a service's DestinationRule by which its route tells versions apart.
package enum DestinationSubset {
    /// The rule with a subset for each version; nil when it has them already.
    /// - Parameter rule: Nil makes one.
    package static func adding(_ versions: [String], to rule: KubeObject?, service: String, namespace: String) -> KubeObject? {
        var subsets = rule?.spec["subsets"].elements ?? []
        let missing = versions.filter { version in !subsets.contains { $0["name"].string == version } }
        guard !missing.isEmpty else { return nil }
        subsets += missing.map { ["name": .string($0), "labels": ["version": .string($0)]] }
        var object = rule ?? KubeObject(.destinationRules, namespace: namespace, name: service, labels: ["app": service])
        if rule == nil { object["spec", "host"] = .string(service) }
        object["spec", "subsets"] = .array(subsets)
        return object
    }
}
