import KubeModel

/// Turns what the metrics ask for into what may be done now: stabilized over time, limited in speed and by the bounds.
struct ScalingBehavior: Sendable, Equatable {
    /// A step of the reckoning and how a condition tells of it.
    struct Verdict: Sendable, Equatable {
        let replicas: Int
        let reason: String
        let message: String
    }

    let minReplicas: Int
    let maxReplicas: Int
    let up: ScalingRules
    let down: ScalingRules

    init(of autoscaler: KubeObject, _ settings: AutoscalerSettings) {
        minReplicas = autoscaler["spec", "minReplicas"].int ?? 1
        maxReplicas = autoscaler["spec", "maxReplicas"].int ?? minReplicas
        up = .up(autoscaler["spec", "behavior", "scaleUp"], settings)
        down = .down(autoscaler["spec", "behavior", "scaleDown"], settings)
    }

    var tolerance: Tolerance { Tolerance(up: up.tolerance, down: down.tolerance) }

    /// The longest time that anything in the history matters.
    var recommendationWindow: Duration { max(up.stabilization, down.stabilization) }
    var eventWindow: Duration { (up.policies + down.policies).map(\.period).max() ?? .zero }

    /// Up only to the lowest of the recent recommendations, down only to the highest.
    func stabilized(_ desired: Int, current: Int, _ history: ScalingHistory, at now: KubeTime) -> Verdict {
        let lowest = history.recommendations(within: up.stabilization, at: now).reduce(desired, min)
        let highest = history.recommendations(within: down.stabilization, at: now).reduce(desired, max)
        let replicas = min(max(current, lowest), highest)
        guard replicas != desired else {
            return Verdict(replicas: replicas, reason: "ReadyForNewScale", message: "recommended size matches current size")
        }
        return desired >= current
            ? Verdict(
                replicas: replicas, reason: "ScaleUpStabilized",
                message: "recent recommendations were lower than current one, applying the lowest recent recommendation")
            : Verdict(
                replicas: replicas, reason: "ScaleDownStabilized",
                message: "recent recommendations were higher than current one, applying the highest recent recommendation")
    }

    func limited(_ desired: Int, current: Int, _ history: ScalingHistory, at now: KubeTime) -> Verdict {
        if desired > current {
            let speed = max(current, upLimit(current: current, history, at: now))
            if desired > min(maxReplicas, speed) { return speed < maxReplicas ? .tooFastUp(speed) : .tooMany(maxReplicas) }
        } else if desired < current {
            let speed = min(current, downLimit(current: current, history, at: now))
            if desired < max(minReplicas, speed) { return speed > minReplicas ? .tooFastDown(speed) : .tooFew(minReplicas) }
        }
        return Verdict(
            replicas: desired, reason: "DesiredWithinRange", message: "the desired count is within the acceptable range")
    }

    private func upLimit(current: Int, _ history: ScalingHistory, at now: KubeTime) -> Int {
        let proposals = up.policies.map { policy in
            let start = current - history.added(within: policy.period, at: now) + history.removed(within: policy.period, at: now)
            return policy.isPercent ? Int((Double(start) * (1 + Double(policy.value) / 100)).rounded(.up)) : start + policy.value
        }
        switch up.selection {
        case .max: return proposals.max() ?? current
        case .min: return proposals.min() ?? current
        case .disabled: return current
        }
    }

    private func downLimit(current: Int, _ history: ScalingHistory, at now: KubeTime) -> Int {
        let proposals = down.policies.map { policy in
            let start = current - history.added(within: policy.period, at: now) + history.removed(within: policy.period, at: now)
            return policy.isPercent ? Int(Double(start) * (1 - Double(policy.value) / 100)) : start - policy.value
        }
        switch down.selection {
        case .max: return proposals.min() ?? current
        case .min: return proposals.max() ?? current
        case .disabled: return current
        }
    }
}

extension ScalingBehavior.Verdict {
    fileprivate static func tooMany(_ replicas: Int) -> Self {
        Self(
            replicas: replicas, reason: "TooManyReplicas", message: "the desired replica count is more than the maximum replica count")
    }

    fileprivate static func tooFastUp(_ replicas: Int) -> Self {
        Self(
            replicas: replicas, reason: "ScaleUpLimit",
            message: "the desired replica count is increasing faster than the maximum scale rate")
    }

    fileprivate static func tooFew(_ replicas: Int) -> Self {
        Self(replicas: replicas, reason: "TooFewReplicas", message: "the desired replica count is less than the minimum replica count")
    }

    fileprivate static func tooFastDown(_ replicas: Int) -> Self {
        Self(
            replicas: replicas, reason: "ScaleDownLimit",
            message: "the desired replica count is decreasing faster than the maximum scale rate")
    }
}
