package import KubeModel

/// Watches over the leases of nodes: who is silent for too long is not ready, and loses its pods in the end.
///
/// A lease counts as silent only by what was seen here: its time stamp is never compared with a clock, and what happened before a start
/// does not count. When the checks themselves were late, the whole machine or this process was asleep, and nobody is to blame: everybody
/// gets the full time again. When all nodes are silent at once, their agents have ended together while the pods go on: then the nodes
/// are marked, but no pod is touched.
package struct NodeHealth: Sendable {
    package static let component = "node-controller"

    private struct Observation {
        var renewal: String?
        /// When the lease was last seen to change.
        var heardAt: Duration
        /// Since when the node is not ready, as seen here.
        var unhealthySince: Duration?
    }

    package let settings: NodeHealthSettings
    private var observations: [String: Observation] = [:]
    private var lostPods: [String: Duration] = [:]
    private var lastCheck: Duration?

    package init(_ settings: NodeHealthSettings) { self.settings = settings }

    /// - Parameters:
    ///   - instant: Of a clock that never jumps, from any beginning.
    ///   - renewals: `spec.renewTime` of the nodes' leases, by the node's name.
    ///   - now: For what is written.
    package mutating func check(
        nodes: [KubeObject], renewals: [String: String], pods: [KubeObject], at instant: Duration, now: KubeTime
    ) -> [Directive] {
        let nodes = nodes.map(NodeView.init)
        forgiveIfLate(at: instant)
        for node in nodes { observe(node, renewals[node.name], at: instant) }
        observations = observations.filter { name, _ in nodes.contains { $0.name == name } }
        let silent = Set(nodes.map(\.name).filter { isSilent($0, at: instant) })
        let isTotal = silent.count == nodes.count
        var directives: [Directive] = []
        for node in nodes {
            let isSilent = silent.contains(node.name)
            directives += mark(node, isSilent: isSilent, isHeard: renewals[node.name] != nil && !isSilent, at: now)
            let podsHere = pods.map(PodView.init).filter { $0.nodeName == node.name }
            let isUnhealthy = isSilent || node.readiness.map { $0.status != .yes } ?? false
            note(node.name, isUnhealthy: isUnhealthy, at: instant)
            guard isUnhealthy, !isTotal else { continue }
            if isSilent { directives += markUnready(podsHere, at: now) }
            directives += evict(podsHere, from: node.name, taint: isSilent ? Taint.unreachable : Taint.notReady, at: instant)
        }
        return directives + removeLost(pods.map(PodView.init), known: Set(nodes.map(\.name)), at: instant)
    }

    private mutating func forgiveIfLate(at instant: Duration) {
        defer { lastCheck = instant }
        guard let lastCheck, instant - lastCheck > settings.checkPeriod + settings.gracePeriod / 2 else { return }
        for name in observations.keys {
            observations[name]?.heardAt = instant
            observations[name]?.unhealthySince = nil
        }
    }

    private mutating func observe(_ node: NodeView, _ renewal: String?, at instant: Duration) {
        var observation = observations[node.name] ?? Observation(renewal: renewal, heardAt: instant)
        if observation.renewal != renewal {
            observation.renewal = renewal
            observation.heardAt = instant
        }
        observations[node.name] = observation
    }

    private func isSilent(_ name: String, at instant: Duration) -> Bool {
        observations[name].map { instant - $0.heardAt > settings.gracePeriod } ?? false
    }

    private mutating func note(_ name: String, isUnhealthy: Bool, at instant: Duration) {
        let since = observations[name]?.unhealthySince
        observations[name]?.unhealthySince = isUnhealthy ? since ?? instant : nil
    }
}

extension NodeHealth {
    private func evict(_ pods: [PodView], from node: String, taint key: String, at instant: Duration) -> [Directive] {
        guard let since = observations[node]?.unhealthySince else { return [] }
        let taint = Taint(key, .noExecute)
        return pods.filter { !$0.object.isTerminating }.flatMap { pod -> [Directive] in
            let toleration = taint.toleration(of: pod.object)
            // One without a time is for ever.
            if let toleration, toleration["tolerationSeconds"].isNull { return [] }
            let delay = toleration?["tolerationSeconds"].int.map { Duration.seconds($0) } ?? settings.evictionDelay
            guard instant - since >= delay else { return [] }
            return [
                .record(
                    note(about: pod.object, "TaintManagerEviction", "Marking for deletion Pod \(pod.object.namespace)/\(pod.object.name)")),
                Self.deletion(of: pod, grace: nil),
            ]
        }
    }

    private func markUnready(_ pods: [PodView], at now: KubeTime) -> [Directive] {
        pods.filter { $0.isReady && !$0.isFinished }.flatMap { pod -> [Directive] in
            var condition = Condition("Ready", .no, reason: "NodeNotReady", "Node is not ready")
            condition.lastTransitionTime = now.text
            let key = ObjectKey(.pods, namespace: pod.object.namespace, name: pod.object.name)
            let patch: JSON = ["metadata": ["uid": .string(pod.object.uid)], "status": ["conditions": [condition.json]]]
            return [
                .patch(key, .strategicMerge(patch), subresource: .status),
                .record(note(.warning, about: pod.object, "NodeNotReady", "Node is not ready")),
            ]
        }
    }

    /// Pods of nodes that are not known: nobody will ever end them.
    private mutating func removeLost(_ pods: [PodView], known: Set<String>, at instant: Duration) -> [Directive] {
        let lost = pods.filter { pod in pod.nodeName.map { !known.contains($0) } ?? false }
        let before = lostPods
        lostPods = lost.reduce(into: [:]) { $0[$1.object.uid] = before[$1.object.uid] ?? instant }
        return lost.filter { instant - (lostPods[$0.object.uid] ?? instant) >= settings.quarantine }.map {
            Self.deletion(of: $0, grace: 0)
        }
    }

    private static func deletion(of pod: PodView, grace: Int?) -> Directive {
        .delete(
            ObjectKey(.pods, namespace: pod.object.namespace, name: pod.object.name),
            DeleteOptions(gracePeriodSeconds: grace, uid: pod.object.uid))
    }

    func note(_ kind: EventNote.Kind = .normal, about object: KubeObject, _ reason: String, _ message: String) -> EventNote {
        EventNote(kind, about: object, reason: reason, message, from: Self.component)
    }
}
