import KubeModel

/// What a pod's status comes down to in one line, by the rules of `kubectl get pods`.
struct PodSummary: Sendable, Equatable {
    private(set) var reason: String
    private(set) var readyContainers = 0
    let totalContainers: Int
    private(set) var restarts = 0
    /// When a container last ended.
    private(set) var lastRestart: KubeTime?

    init(_ pod: KubeObject) {
        let status = pod.status
        reason = status["reason"].string ?? status["phase"].string ?? "Unknown"
        totalContainers = pod.spec["containers"].elements.count
        let isInitializing = countInitContainers(of: pod)
        if !isInitializing || Self.holds("Initialized", in: status) { countContainers(status) }
        guard pod.isTerminating else { return }
        if status["reason"].string == "NodeLost" {
            reason = "Unknown"
        } else if !["Succeeded", "Failed"].contains(status["phase"].string) {
            reason = "Terminating"
        }
    }

    /// Returns whether one of them is still at work or has failed.
    private mutating func countInitContainers(of pod: KubeObject) -> Bool {
        let statuses = pod.status["initContainerStatuses"].elements
        for (index, each) in statuses.enumerated() {
            noteRestarts(each)
            let ended = each["state"]["terminated"]
            if !ended.isNull, ended["exitCode"].int == 0 { continue }
            if !ended.isNull {
                reason = "Init:" + (ended["reason"].string ?? Self.exit(ended))
            } else if let waiting = each["state"]["waiting"]["reason"].string, waiting != "PodInitializing", !waiting.isEmpty {
                reason = "Init:" + waiting
            } else {
                reason = "Init:\(index)/\(pod.spec["initContainers"].elements.count)"
            }
            return true
        }
        return false
    }

    private mutating func countContainers(_ status: JSON) {
        restarts = 0
        var hasRunning = false
        for each in status["containerStatuses"].elements.reversed() {
            noteRestarts(each)
            let state = each["state"]
            if let waiting = state["waiting"]["reason"].string, !waiting.isEmpty {
                reason = waiting
            } else if let ended = state["terminated"]["reason"].string, !ended.isEmpty {
                reason = ended
            } else if !state["terminated"].isNull {
                reason = Self.exit(state["terminated"])
            } else if each["ready"].bool == true, !state["running"].isNull {
                hasRunning = true
                readyContainers += 1
            }
        }
        if reason == "Completed", hasRunning { reason = Self.holds("Ready", in: status) ? "Running" : "NotReady" }
    }

    private mutating func noteRestarts(_ container: JSON) {
        restarts += container["restartCount"].int ?? 0
        guard let ended = container["lastState"]["terminated"]["finishedAt"].string.flatMap(KubeTime.init) else { return }
        lastRestart = max(lastRestart ?? ended, ended)
    }

    private static func exit(_ ended: JSON) -> String {
        if let signal = ended["signal"].int, signal != 0 { return "Signal:\(signal)" }
        return "ExitCode:\(ended["exitCode"].int ?? 0)"
    }

    private static func holds(_ condition: String, in status: JSON) -> Bool {
        status["conditions"].elements.contains { $0["type"].string == condition && $0["status"].string == "True" }
    }

    /// `3 (2m ago)`
    func restartsText(_ now: KubeTime) -> String {
        guard restarts > 0, let lastRestart else { return String(restarts) }
        return "\(restarts) (\(HumanDuration.text(lastRestart.duration(to: now))) ago)"
    }
}
