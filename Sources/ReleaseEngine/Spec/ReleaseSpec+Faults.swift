extension ReleaseSpec {
    /// Everything that is wrong with the specification, in words; empty when it can be carried out.
    package var faults: [String] {
        var faults = unreadable
        if id.isEmpty { faults.append("id: must not be empty") }
        if to.isEmpty { faults.append("to: must not be empty") }
        if deadline <= .zero { faults.append("deadline: must be positive") }
        if readyDeadline <= .zero { faults.append("readyDeadline: must be positive") }
        if drain < .zero { faults.append("drain: must not be negative") }
        return faults + strategy.faults + (analysis?.faults ?? [])
    }
}

extension ReleaseStrategy {
    fileprivate var faults: [String] {
        switch self {
        case .canary(let steps):
            let weights = steps.map(\.weight)
            var faults: [String] = []
            if !weights.allSatisfy({ (1...100).contains($0) }) { faults.append("steps: every weight is a percentage from 1 to 100") }
            if zip(weights, weights.dropFirst()).contains(where: { $0 >= $1 }) { faults.append("steps: weights must rise") }
            if steps.contains(where: { $0.hold < .zero }) { faults.append("steps: hold must not be negative") }
            return faults
        case .blueGreen(let plan):
            return plan.previewHold < .zero || plan.hold < .zero ? ["blueGreen: hold must not be negative"] : []
        }
    }
}

extension AnalysisPolicy {
    fileprivate var faults: [String] {
        var faults: [String] = []
        if interval <= .zero { faults.append("analysis.interval: must be positive") }
        if !(0..<1).contains(falseAborts) || falseAborts == 0 { faults.append("analysis.falseAborts: must lie between 0 and 1") }
        if !(0..<1).contains(missedHarm) || missedHarm == 0 { faults.append("analysis.missedHarm: must lie between 0 and 1") }
        if providerFailures < 1 { faults.append("analysis.providerFailures: must be at least 1") }
        if Set(limits.map(\.name)).count != limits.count { faults.append("analysis.limits: names must differ") }
        return faults + limits.flatMap(\.faults)
    }
}

extension MetricLimit {
    fileprivate var faults: [String] {
        var faults: [String] = []
        if !(ratio >= 1 && ratio.isFinite) { faults.append("\(name).ratio: must be at least 1") }
        if !(tolerated > 0 && tolerated < 1) { faults.append("\(name).tolerated: must lie between 0 and 1") }
        if let ceiling, !(ceiling > 0 && ceiling < 1) { faults.append("\(name).ceiling: must lie between 0 and 1") }
        if !(harm > 1 && harm.isFinite) { faults.append("\(name).harm: must be above 1") }
        if minSamples < 1 { faults.append("\(name).minSamples: must be at least 1") }
        if warmUp < 0 { faults.append("\(name).warmUp: must not be negative") }
        if case .latency(let quantile, let slowdown) = measure {
            if !(quantile > 0 && quantile < 1) { faults.append("\(name).quantile: must lie between 0 and 1") }
            if !(slowdown >= 1 && slowdown.isFinite) { faults.append("\(name).slowdown: must be at least 1") }
        }
        return faults
    }
}
