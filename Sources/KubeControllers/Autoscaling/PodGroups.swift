import KubeModel

/// The pods of an autoscaler's target by how far their metric can be trusted.
struct PodGroups: Sendable, Equatable {
    /// In thousandths, of the pods that count, by uid.
    var metrics: [String: Int] = [:]
    /// How many pods count.
    var readyCount = 0
    /// Not yet ready or too young for their CPU usage to say anything.
    var unready: Set<String> = []
    /// Pods that count but have no metric.
    var missing: Set<String> = []

    /// - Parameters:
    ///   - initialization: For so long after its start the CPU usage of a pod counts only if all of it was measured while it was ready.
    ///   - readinessDelay: A pod that became unready within this time of its start has never been ready.
    init(
        _ pods: [PodView], usage: [String: PodUsage], spec: MetricSpec, at now: KubeTime, initialization: Duration,
        readinessDelay: Duration
    ) {
        for pod in pods where !pod.object.isTerminating && pod.phase != "Failed" {
            let uid = pod.object.uid
            guard pod.phase != "Pending" else {
                unready.insert(uid)
                continue
            }
            guard let sample = usage[uid], let value = sample.milli(of: spec.resource, container: spec.container) else {
                missing.insert(uid)
                continue
            }
            let isUnready = spec.resource == "cpu" && Self.isUnready(pod, sample, at: now, initialization, readinessDelay)
            guard !isUnready else {
                unready.insert(uid)
                continue
            }
            readyCount += 1
            metrics[uid] = value
        }
    }

    private static func isUnready(
        _ pod: PodView, _ sample: PodUsage, at now: KubeTime, _ initialization: Duration, _ readinessDelay: Duration
    ) -> Bool {
        guard let readiness = pod.readiness, let started = pod.object["status", "startTime"].string.flatMap({ KubeTime($0) }) else {
            return true
        }
        let changed = readiness.lastTransitionTime.flatMap { KubeTime($0) } ?? started
        if started + initialization > now { return readiness.status == .no || sample.timestamp < changed + sample.window }
        return readiness.status == .no && started + readinessDelay > changed
    }
}
