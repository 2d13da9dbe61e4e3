import KubeModel

/// How many of the pods that a constraint counts are in each domain, such as each zone.
struct DomainCounts: Sendable {
    private let constraint: SpreadConstraint
    private let counts: [String: Int]
    /// Whether the pod that is to be placed will be counted itself.
    private let countsItself: Bool

    /// - Parameter required: All the pod's constraints: a node counts only where it has the keys of all of them.
    init(_ constraint: SpreadConstraint, pod: KubeObject, keys: [String], cluster: ClusterView) {
        self.constraint = constraint
        countsItself = constraint.selector.matches(pod.labels)
        let affinity = NodeAffinity(of: pod)
        var counts: [String: Int] = [:]
        for node in cluster.nodes {
            let labels = node.object.labels
            guard let domain = labels[constraint.topologyKey], keys.allSatisfy({ labels[$0] != nil }) else { continue }
            if constraint.honorsAffinity, !affinity.admits(node) { continue }
            if constraint.honorsTaints, node.repels(pod) { continue }
            let matching = cluster.pods(on: node.name).filter { other in
                other.object.namespace == pod.namespace && !other.object.isTerminating && constraint.selector.matches(other.object.labels)
            }
            counts[domain, default: 0] += matching.count
        }
        self.counts = counts
    }

    /// Nil where the node is in no domain.
    func count(on node: NodeView) -> Int? {
        node.object.labels[constraint.topologyKey].map { counts[$0] ?? 0 }
    }

    /// Whether the pod may be on this node without the domains becoming more uneven than they may.
    func permits(_ node: NodeView) -> Bool {
        guard let count = count(on: node) else { return false }
        let least = counts.count < constraint.minDomains ? 0 : counts.values.min() ?? 0
        return count + (countsItself ? 1 : 0) - least <= constraint.maxSkew
    }
}

extension NodeView {
    /// The taints that a pod may not be placed under; a cordon and a lost node count as such even before they are written as taints.
    func repels(_ pod: KubeObject) -> Bool {
        var taints = taints.filter { $0.effect != .preferNoSchedule }
        if isCordoned { taints.append(Taint(Taint.unschedulable, .noSchedule)) }
        return taints.contains { !$0.isTolerated(by: pod) }
    }
}
