import KubeModel

/// The number of replicas that one metric asks for, by the documented formula: current replicas times metric over target, rounded up.
///
/// Pods without a metric and pods that are not ready yet are reckoned so that they damp the change and never turn its direction.
struct ReplicaCalculator: Sendable {
    /// What a metric asks for and what it was.
    struct Proposal: Sendable, Equatable {
        let replicas: Int
        /// In percent of the requests, for a target that is.
        let utilization: Int?
        /// In thousandths, the mean over the pods.
        let averageMilli: Int
    }

    private struct Ratio {
        let value: Double
        let utilization: Int?
        let averageMilli: Int
    }

    let pods: [PodView]
    /// By the pod's uid.
    let usage: [String: PodUsage]
    let tolerance: Tolerance
    let now: KubeTime
    let settings: AutoscalerSettings

    func proposal(current: Int, for spec: MetricSpec) throws(MetricFailure) -> Proposal {
        guard !pods.isEmpty else { throw MetricFailure("no pods returned by selector while calculating replica count") }
        let groups = PodGroups(
            pods, usage: usage, spec: spec, at: now, initialization: settings.cpuInitializationPeriod,
            readinessDelay: settings.initialReadinessDelay)
        let requests = try requests(for: spec)
        guard !groups.metrics.isEmpty else {
            throw MetricFailure("did not receive metrics for targeted pods (pods might be unready)")
        }
        let ratio = try ratio(of: groups.metrics, requests, spec)
        func propose(_ replicas: Int) -> Proposal {
            Proposal(replicas: replicas, utilization: ratio.utilization, averageMilli: ratio.averageMilli)
        }
        let growsWithUnready = !groups.unready.isEmpty && ratio.value > 1
        guard growsWithUnready || !groups.missing.isEmpty else {
            guard !tolerance.covers(ratio.value) else { return propose(current) }
            return propose(Int((ratio.value * Double(groups.readyCount)).rounded(.up)))
        }
        let damped = damped(groups, ratio.value, requests, spec)
        let newRatio = try self.ratio(of: damped, requests, spec).value
        let isTurned = (ratio.value < 1 && newRatio > 1) || (ratio.value > 1 && newRatio < 1)
        guard !tolerance.covers(newRatio), !isTurned else { return propose(current) }
        let replicas = Int((newRatio * Double(damped.count)).rounded(.up))
        guard !(newRatio < 1 && replicas > current), !(newRatio > 1 && replicas < current) else { return propose(current) }
        return propose(replicas)
    }

    /// The metrics with those of the doubtful pods: on the way down missing ones use all they may, on the way up nothing.
    private func damped(_ groups: PodGroups, _ ratio: Double, _ requests: [String: Int], _ spec: MetricSpec) -> [String: Int] {
        var metrics = groups.metrics
        if ratio < 1 {
            for uid in groups.missing {
                switch spec.target {
                case .utilization(let target): metrics[uid] = (requests[uid] ?? 0) * max(100, target) / 100
                case .averageValue(let target): metrics[uid] = target
                }
            }
        } else if ratio > 1 {
            for uid in groups.missing { metrics[uid] = 0 }
            for uid in groups.unready { metrics[uid] = 0 }
        }
        return metrics
    }

    private func ratio(of metrics: [String: Int], _ requests: [String: Int], _ spec: MetricSpec) throws(MetricFailure) -> Ratio {
        let total = metrics.values.reduce(0, +)
        guard spec.target.isPositive else { throw MetricFailure("the target of \(spec.resource) is not above zero") }
        switch spec.target {
        case .utilization(let target):
            let requested = metrics.keys.reduce(0) { $0 + (requests[$1] ?? 0) }
            guard requested > 0 else { throw MetricFailure("no metrics returned matched known pods") }
            let utilization = total * 100 / requested
            return Ratio(value: Double(utilization) / Double(target), utilization: utilization, averageMilli: total / metrics.count)
        case .averageValue(let target):
            let average = total / metrics.count
            return Ratio(value: Double(average) / Double(target), utilization: nil, averageMilli: average)
        }
    }

    /// What each pod requests in thousandths, by uid; nothing where the target does not need it.
    private func requests(for spec: MetricSpec) throws(MetricFailure) -> [String: Int] {
        guard case .utilization = spec.target else { return [:] }
        var requests: [String: Int] = [:]
        for pod in pods {
            var sum = 0
            let sidecars = pod.object["spec", "initContainers"].elements.filter { $0["restartPolicy"].string == "Always" }
            for container in pod.object["spec", "containers"].elements + sidecars {
                let name = container["name"].string ?? ""
                if let wanted = spec.container, wanted != name { continue }
                guard let request = Quantity(container[path: ["resources", "requests", spec.resource]])?.milliValue else {
                    throw MetricFailure("missing request for \(spec.resource) in container \(name) of Pod \(pod.object.name)")
                }
                sum += request
            }
            requests[pod.object.uid] = sum
        }
        return requests
    }
}
