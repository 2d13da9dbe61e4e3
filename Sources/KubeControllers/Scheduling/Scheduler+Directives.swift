package import KubeModel

extension Scheduler {
    /// Puts a pod on a node, and says so.
    package static func bind(_ pod: KubeObject, to node: String, at now: KubeTime) -> [Directive] {
        let key = ObjectKey(.pods, namespace: pod.namespace, name: pod.name)
        // With its version and uid, so that only the pod that was looked at is bound.
        let binding: JSON = ["metadata": ["uid": .string(pod.uid)], "spec": ["nodeName": .string(node)]]
        var condition = Condition("PodScheduled", .yes, reason: "", "")
        condition.lastTransitionTime = now.text
        let message = "Successfully assigned \(pod.namespace)/\(pod.name) to \(node)"
        return [
            .patch(key, .merge(binding)),
            .patch(key, .strategicMerge(["status": ["conditions": [condition.json]]]), subresource: .status),
            .record(EventNote(about: pod, reason: "Scheduled", message, from: component)),
        ]
    }

    /// Says of a pod that no node will do, once for each reason.
    package static func reject(_ pod: KubeObject, because message: String, at now: KubeTime) -> [Directive] {
        let note = EventNote(.warning, about: pod, reason: "FailedScheduling", message, from: component)
        var conditions = ConditionList(of: pod)
        let condition = Condition("PodScheduled", .no, reason: "Unschedulable", message)
        if let present = conditions["PodScheduled"], present.status == .no, present.message == message { return [] }
        conditions.set(condition, at: now.text)
        let key = ObjectKey(.pods, namespace: pod.namespace, name: pod.name)
        let written = conditions["PodScheduled"]?.json ?? condition.json
        return [
            .patch(key, .strategicMerge(["status": ["conditions": [written]]]), subresource: .status), .record(note),
        ]
    }
}
