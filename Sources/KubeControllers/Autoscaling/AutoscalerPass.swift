package import KubeModel

/// One look at a HorizontalPodAutoscaler: how many replicas its target should have now, and what it says of it.
package struct AutoscalerPass: Sendable {
    package static let component = "horizontal-pod-autoscaler"

    /// Who is scaled.
    package struct Target: Sendable, Equatable {
        package let key: ObjectKey
        /// Its `spec.replicas`.
        package let replicas: Int
        /// The pods that its selector matches.
        package let pods: [KubeObject]

        package init(key: ObjectKey, replicas: Int, pods: [KubeObject]) {
            self.key = key
            self.replicas = replicas
            self.pods = pods
        }
    }

    /// What the metrics together ask for.
    private struct Recommendation {
        let replicas: Int
        /// The metric that asks for the most.
        let metric: String
        let statuses: [JSON]
    }

    let autoscaler: KubeObject
    let target: Target
    let settings: AutoscalerSettings
    let behavior: ScalingBehavior
    let now: KubeTime
    var conditions: ConditionList

    init(_ autoscaler: KubeObject, of target: Target, at now: KubeTime, _ settings: AutoscalerSettings) {
        self.autoscaler = autoscaler
        self.target = target
        self.settings = settings
        self.now = now
        behavior = ScalingBehavior(of: autoscaler, settings)
        conditions = ConditionList(of: autoscaler)
    }

    /// - Parameters:
    ///   - usage: By the pod's uid; pods that are missing have no metrics.
    ///   - history: What this autoscaler remembers.
    package static func directives(
        for autoscaler: KubeObject, target: Target, usage: [String: PodUsage], history: inout ScalingHistory, at now: KubeTime,
        _ settings: AutoscalerSettings
    ) -> [Directive] {
        var pass = AutoscalerPass(autoscaler, of: target, at: now, settings)
        history.begin(with: target.replicas, at: now)
        return pass.run(usage, &history) + [.requeue(after: settings.syncPeriod)]
    }

    /// What it says when its target is not there.
    package static func directives(
        for autoscaler: KubeObject, withoutTarget message: String, at now: KubeTime, _ settings: AutoscalerSettings
    ) -> [Directive] {
        var conditions = ConditionList(of: autoscaler)
        let text = "the HPA controller was unable to get the target's current scale: \(message)"
        conditions.set(Condition("AbleToScale", .no, reason: "FailedGetScale", text), at: now.text)
        var written = autoscaler
        written["status", "conditions"] = conditions.json
        written.resourceVersion = ""
        let note = EventNote(.warning, about: autoscaler, reason: "FailedGetScale", message, from: component)
        return [.record(note)] + (written.status == autoscaler.status ? [] : [.updateStatus(written, as: .horizontalPodAutoscalers)])
            + [.requeue(after: settings.syncPeriod)]
    }

    private mutating func run(_ usage: [String: PodUsage], _ history: inout ScalingHistory) -> [Directive] {
        let current = target.replicas
        set("AbleToScale", .yes, "SucceededGetScale", "the HPA controller was able to get the target's current scale")
        if current == 0, behavior.minReplicas != 0 {
            set("ScalingActive", .no, "ScalingDisabled", "scaling is disabled since the replica count of the target is zero")
            return status(desired: 0, metrics: [], isRescaled: false)
        }
        if current > behavior.maxReplicas {
            return rescale(
                to: behavior.maxReplicas, because: "Current number of replicas above Spec.MaxReplicas", [], &history)
        }
        if current < behavior.minReplicas {
            return rescale(
                to: behavior.minReplicas, because: "Current number of replicas below Spec.MinReplicas", [], &history)
        }
        do throws(MetricFailure) {
            let recommendation = try recommend(usage)
            let desired = normalize(recommendation.replicas, &history)
            guard desired != current else { return status(desired: current, metrics: recommendation.statuses, isRescaled: false) }
            let reason = desired > current ? "\(recommendation.metric) above target" : "All metrics below target"
            return rescale(to: desired, because: reason, recommendation.statuses, &history)
        } catch {
            return fail(error)
        }
    }

    /// The most that any metric asks for. While some cannot be had, the others may only scale up.
    private mutating func recommend(_ usage: [String: PodUsage]) throws(MetricFailure) -> Recommendation {
        let calculator = ReplicaCalculator(
            pods: target.pods.map(PodView.init), usage: usage, tolerance: behavior.tolerance, now: now, settings: settings)
        var best: (replicas: Int, metric: String)?
        var statuses: [JSON] = []
        var failures: [MetricFailure] = []
        let metrics = autoscaler["spec", "metrics"].elements
        for json in metrics {
            do throws(MetricFailure) {
                guard let spec = MetricSpec(json) else {
                    let type = json["type"].string ?? ""
                    throw MetricFailure(reason: "InvalidMetricSourceType", "metrics of type \"\(type)\" cannot be had in this cluster")
                }
                let proposal = try calculator.proposal(current: target.replicas, for: spec)
                statuses.append(spec.status(proposal))
                if proposal.replicas > best?.replicas ?? -1 { best = (proposal.replicas, spec.description) }
            } catch {
                failures.append(error)
            }
        }
        guard let best, failures.isEmpty || best.replicas >= target.replicas else {
            let first = failures.first ?? MetricFailure("the autoscaler names no metric")
            set("ScalingActive", .no, first.reason, "the HPA was unable to compute the replica count: \(first.message)")
            throw MetricFailure(
                reason: first.reason,
                "invalid metrics (\(failures.count) invalid out of \(metrics.count)), first error is: \(first.message)")
        }
        set(
            "ScalingActive", .yes, "ValidMetricFound",
            "the HPA was able to successfully calculate a replica count from \(best.metric)")
        return Recommendation(replicas: best.replicas, metric: best.metric, statuses: statuses)
    }

    private mutating func normalize(_ wanted: Int, _ history: inout ScalingHistory) -> Int {
        let stabilized = behavior.stabilized(wanted, current: target.replicas, history, at: now)
        history.recommend(wanted, at: now, keeping: behavior.recommendationWindow)
        set("AbleToScale", .yes, stabilized.reason, stabilized.message)
        let limited = behavior.limited(stabilized.replicas, current: target.replicas, history, at: now)
        set("ScalingLimited", limited.replicas == stabilized.replicas ? .no : .yes, limited.reason, limited.message)
        return limited.replicas
    }
}

extension AutoscalerPass {
    private mutating func set(_ type: String, _ status: Condition.Status, _ reason: String, _ message: String) {
        conditions.set(Condition(type, status, reason: reason, message), at: now.text)
    }

    private mutating func rescale(
        to desired: Int, because reason: String, _ metrics: [JSON], _ history: inout ScalingHistory
    ) -> [Directive] {
        set("AbleToScale", .yes, "SucceededRescale", "the HPA controller was able to update the target scale to \(desired)")
        history.scaled(from: target.replicas, to: desired, at: now, keeping: behavior.eventWindow)
        let note = EventNote(
            about: autoscaler, reason: "SuccessfulRescale", "New size: \(desired); reason: \(reason)", from: Self.component)
        return [.patch(target.key, .merge(["spec": ["replicas": .integer(desired)]]), subresource: .scale), .record(note)]
            + status(desired: desired, metrics: metrics, isRescaled: true)
    }

    private func fail(_ failure: MetricFailure) -> [Directive] {
        let note = EventNote(
            .warning, about: autoscaler, reason: "FailedComputeMetricsReplicas", failure.message, from: Self.component)
        let desired = autoscaler["status", "desiredReplicas"].int ?? 0
        return [.record(note)]
            + status(desired: desired, metrics: autoscaler["status", "currentMetrics"].elements, isRescaled: false)
    }

    private func status(desired: Int, metrics: [JSON], isRescaled: Bool) -> [Directive] {
        var written = autoscaler
        written.status = .present([
            "observedGeneration": autoscaler.generation == 0 ? nil : .integer(autoscaler.generation),
            "currentReplicas": .integer(target.replicas), "desiredReplicas": .integer(desired),
            "lastScaleTime": isRescaled ? .string(now.text) : autoscaler["status", "lastScaleTime"],
            "currentMetrics": metrics.isEmpty ? nil : .array(metrics), "conditions": conditions.json,
        ])
        guard written.status != autoscaler.status else { return [] }
        written.resourceVersion = ""  // only this controller writes it
        return [.updateStatus(written, as: .horizontalPodAutoscalers)]
    }
}

extension MetricSpec {
    /// The entry of `status.currentMetrics`.
    fileprivate func status(_ proposal: ReplicaCalculator.Proposal) -> JSON {
        let value = resource == "cpu" ? "\(proposal.averageMilli)m" : String(proposal.averageMilli / 1000)
        let current: JSON = .present([
            "averageValue": .string(value), "averageUtilization": proposal.utilization.map(JSON.integer) ?? nil,
        ])
        guard let container else { return ["type": "Resource", "resource": ["name": .string(resource), "current": current]] }
        return [
            "type": "ContainerResource",
            "containerResource": ["name": .string(resource), "container": .string(container), "current": current],
        ]
    }
}
