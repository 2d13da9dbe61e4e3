package import KubeModel

/// Chooses a node for a pod: by what the pod requires first, then by how evenly it wishes to be spread, then where there are the fewest.
package struct Scheduler: Sendable {
    package static let component = "default-scheduler"

    package enum Placement: Sendable, Equatable {
        case node(String)
        /// Why no node will do, in kube-scheduler's words.
        case nowhere(String)
    }

    private let cluster: ClusterView

    package init(_ cluster: ClusterView) { self.cluster = cluster }

    /// Whether a pod waits for a node.
    package static func concerns(_ pod: KubeObject) -> Bool {
        let view = PodView(pod)
        let scheduler = pod["spec", "schedulerName"].string ?? component
        return view.nodeName == nil && view.isActive && scheduler == component && pod["spec", "schedulingGates"].elements.isEmpty
    }

    package func place(_ pod: KubeObject) -> Placement {
        let constraints = SpreadConstraint.all(of: pod)
        let keys = constraints.filter(\.isRequired).map(\.topologyKey)
        let required = constraints.filter(\.isRequired).map { DomainCounts($0, pod: pod, keys: keys, cluster: cluster) }
        let affinity = NodeAffinity(of: pod)
        var refusals: [String: Int] = [:]
        var candidates: [NodeView] = []
        for node in cluster.nodes {
            if let refusal = refusal(of: pod, by: node, affinity, required) {
                refusals[refusal, default: 0] += 1
            } else {
                candidates.append(node)
            }
        }
        let wishes = constraints.filter { !$0.isRequired }.map {
            DomainCounts($0, pod: pod, keys: [$0.topologyKey], cluster: cluster)
        }
        guard let best = best(of: candidates, for: pod, wishes: wishes + required) else { return .nowhere(explain(refusals)) }
        return .node(best.name)
    }

    private func refusal(of pod: KubeObject, by node: NodeView, _ affinity: NodeAffinity, _ required: [DomainCounts]) -> String? {
        if node.isCordoned, !Taint(Taint.unschedulable, .noSchedule).isTolerated(by: pod) { return "node(s) were unschedulable" }
        let taint = node.taints.first { $0.effect != .preferNoSchedule && !$0.isTolerated(by: pod) }
        if let taint { return "node(s) had untolerated taint(s) {\(taint.key): \(taint.value)}" }
        if !node.isReady, !Taint(Taint.notReady, .noSchedule).isTolerated(by: pod) { return "node(s) were not ready" }
        guard affinity.admits(node) else { return "node(s) didn't match Pod's node affinity/selector" }
        guard required.allSatisfy({ $0.permits(node) }) else { return "node(s) didn't match pod topology spread constraints" }
        return nil
    }

    /// The fewest by the wishes; then the fewest of the same controller; then the fewest pods; then by name.
    private func best(of candidates: [NodeView], for pod: KubeObject, wishes: [DomainCounts]) -> NodeView? {
        candidates.min { left, right in cost(of: left, for: pod, wishes) < cost(of: right, for: pod, wishes) }
    }

    private func cost(of node: NodeView, for pod: KubeObject, _ wishes: [DomainCounts]) -> (Int, Int, Int, String) {
        let pods = cluster.pods(on: node.name).filter { !$0.object.isTerminating }
        let unevenness = wishes.reduce(0) { $0 + ($1.count(on: node) ?? Int(Int32.max)) }
        let siblings = pod.controller.map { owner in pods.filter { $0.object.controller?.uid == owner.uid }.count } ?? 0
        let aversions = node.taints.filter { $0.effect == .preferNoSchedule && !$0.isTolerated(by: pod) }.count
        return (unevenness + aversions * Int(Int32.max), siblings, pods.count, node.name)
    }

    private func explain(_ refusals: [String: Int]) -> String {
        guard !cluster.nodes.isEmpty else { return "no nodes available to schedule pods" }
        let reasons = refusals.map { "\($0.value) \($0.key)" }.sorted().joined(separator: ", ")
        return "0/\(cluster.nodes.count) nodes are available: \(reasons)."
    }
}
