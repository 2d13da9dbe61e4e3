import KubeModel

/// What is written on the nodes themselves.
extension NodeHealth {
    private static let silence = "NodeStatusUnknown"

    /// The condition `Ready` and the taints that follow from it.
    /// - Parameter isHeard: Its agent renews its lease.
    func mark(_ node: NodeView, isSilent: Bool, isHeard: Bool, at now: KubeTime) -> [Directive] {
        var status = node.readiness?.status ?? .unknown
        var directives: [Directive] = []
        if isSilent, status != .unknown || node.readiness == nil {
            status = .unknown
            directives += ready(node, .unknown, reason: Self.silence, "The node's agent stopped renewing its lease.", at: now)
            directives.append(.record(note(about: node.object, "NodeNotReady", "Node \(node.name) status is now: NodeNotReady")))
        } else if isHeard, node.readiness?.status == .unknown, node.readiness?.reason == Self.silence {
            // Taken back by the one who said it: the agent need not know.
            status = .yes
            directives += ready(node, .yes, reason: "KubeletReady", "The node's agent renews its lease again.", at: now)
            directives.append(.record(note(about: node.object, "NodeReady", "Node \(node.name) status is now: NodeReady")))
        } else if node.readiness == nil {
            return []
        }
        return directives + taint(node, for: status)
    }

    private func ready(
        _ node: NodeView, _ status: Condition.Status, reason: String, _ message: String, at now: KubeTime
    ) -> [Directive] {
        var condition = Condition("Ready", status, reason: reason, message)
        condition.lastTransitionTime = now.text
        let patch: JSON = ["status": ["conditions": [condition.json]]]
        return [.patch(ObjectKey(.nodes, name: node.name), .strategicMerge(patch), subresource: .status)]
    }

    private func taint(_ node: NodeView, for status: Condition.Status) -> [Directive] {
        let own = [Taint.notReady, Taint.unreachable, Taint.unschedulable]
        var taints = node.taints.filter { !own.contains($0.key) }
        switch status {
        case .yes: break
        case .no: taints += [Taint(Taint.notReady, .noSchedule), Taint(Taint.notReady, .noExecute)]
        case .unknown: taints += [Taint(Taint.unreachable, .noSchedule), Taint(Taint.unreachable, .noExecute)]
        }
        if node.isCordoned { taints.append(Taint(Taint.unschedulable, .noSchedule)) }
        guard Set(taints) != Set(node.taints) else { return [] }
        let written: JSON = taints.isEmpty ? .null : .array(taints.map(\.json))
        return [.patch(ObjectKey(.nodes, name: node.name), .merge(.object(["spec": .object(["taints": written])])))]
    }
}
