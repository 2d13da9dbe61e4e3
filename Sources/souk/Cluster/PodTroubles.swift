import KubeModel

/// Why pods do not get ready, as their status tells.
enum PodTroubles {
    /// A line for each pod that is not ready. Pure.
    static func lines(_ pods: [KubeObject]) -> [String] {
        pods.filter { !$0.isTerminating && !$0.isTrue("Ready") }.map { "pod \($0.name): \(reason(of: $0))" }
    }

    private static func reason(of pod: KubeObject) -> String {
        let states = pod.status["containerStatuses"].elements
        for status in states {
            let restarts = status["restartCount"].int ?? 0
            let last = status[path: ["lastState", "terminated"]]
            let ended = last.isNull ? "" : "; it ended with \(last["exitCode"].int ?? -1)\(last["message"].string.map { ": \($0)" } ?? "")"
            let waiting = status[path: ["state", "waiting"]]
            if let reason = waiting["reason"].string {
                return "\(reason)\(waiting["message"].string.map { ": \($0)" } ?? "")\(ended)"
            }
            if restarts > 0 { return "restarted \(restarts) times\(ended)" }
        }
        let failing = pod.status["conditions"].elements.first { $0["status"] == "False" && $0["message"].string != nil }
        return failing?["message"].string ?? (pod.status["phase"].string ?? "Pending")
    }
}
