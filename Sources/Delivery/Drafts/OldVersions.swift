package import KubeModel

/// Versions that were made for a release and that nobody will need again. As a Deployment keeps its last ReplicaSets, a service keeps its
/// last versions; without pods they cost little, but their number would grow for ever.
package struct OldVersions: Sendable {
    /// How many versions without pods a service keeps.
    package static let kept = 10
    /// What tells a Deployment that was copied for a release from one that somebody has written: the version that it was copied from.
    package static let annotation = "delivery.souk.dev/copied-from"

    /// Their Deployments, the newest first.
    package let deployments: [KubeObject]
    /// The autoscalers of these.
    package let autoscalers: [KubeObject]

    /// Their names, in the same order.
    package let versions: [String]

    package init(in present: ReleaseDraft.Present) {
        let needed = Self.needed(present)
        let idle = present.deployments.filter { deployment in
            deployment.annotations[Self.annotation] != nil && deployment.spec["replicas"].int == 0
                && (deployment.status["replicas"].int ?? 0) == 0 && deployment.labels["version"].map { !needed.contains($0) } ?? false
        }
        let newestFirst = idle.sorted { ($0.creationTimestamp ?? "", $0.name) > ($1.creationTimestamp ?? "", $1.name) }
        deployments = Array(newestFirst.dropFirst(Self.kept))
        autoscalers = deployments.compactMap { AutoscalerCopy.scaling($0.name, among: present.autoscalers) }
        versions = deployments.compactMap { $0.labels["version"] }
    }

    /// The service's DestinationRule without their subsets; nil when it has none of them.
    package func removed(from rule: KubeObject) -> KubeObject? {
        let subsets = rule.spec["subsets"].elements
        let left = subsets.filter { subset in !versions.contains(subset["name"].string ?? "") }
        guard left.count < subsets.count else { return nil }
        var rule = rule
        rule["spec", "subsets"] = .array(left)
        return rule
    }

    /// What the route names, whatever the weight, and what a release that is under way may still need.
    private static func needed(_ present: ReleaseDraft.Present) -> Set<String> {
        var needed = ServingVersion.destinations(of: present.route).compactMap { $0["destination"]["subset"].string }
        if let serving = present.route.annotations[ServingVersion.annotation] { needed.append(serving) }
        for release in present.releases where !release.isOver {
            needed += [release.spec["to"].string, release.status["target"].string, release.status["stable"].string].compactMap(\.self)
        }
        return Set(needed)
    }
}
