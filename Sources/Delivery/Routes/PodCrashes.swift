package import KubeModel

/// The ends that a pod's containers came to by themselves.
package enum PodCrashes {
    /// Those that were started again, and the one that lies there now.
    package static func count(in pod: KubeObject) -> Int {
        pod.status["containerStatuses"].elements.reduce(0) { count, container in
            count + (container["restartCount"].int ?? 0) + (hasFallen(container, in: pod) ? 1 : 0)
        }
    }

    /// Whether the container's last end has not been counted as a restart yet. A pod that is sent away ends its containers itself.
    private static func hasFallen(_ container: JSON, in pod: KubeObject) -> Bool {
        let (state, last) = (container["state"], container["lastState"]["terminated"])
        if state["waiting"]["reason"].string == "CrashLoopBackOff" { return true }
        guard !pod.isTerminating, let code = state["terminated"]["exitCode"].int, code != 0 else { return false }
        // While it is being started anew it still shows the end before, for which it was counted.
        return state["terminated"]["finishedAt"] != last["finishedAt"] || state["terminated"]["containerID"] != last["containerID"]
    }

    /// How the last of its containers that ended did so, such as `exit code 134` or `OOMKilled`, and when.
    package static func lastExit(of pod: KubeObject) -> (text: String, time: String)? {
        let ends = pod.status["containerStatuses"].elements.flatMap { [$0["state"]["terminated"], $0["lastState"]["terminated"]] }
        let last = ends.filter { $0["exitCode"].int ?? 0 != 0 }.max { time($0) < time($1) }
        return last.map { (text($0), time($0)) }
    }

    private static func time(_ end: JSON) -> String { end["finishedAt"].string ?? "" }

    private static func text(_ end: JSON) -> String {
        if let reason = end["reason"].string, reason != "Error", reason != "Completed" { return reason }
        return "exit code \(end["exitCode"].int ?? 0)"
    }
}
