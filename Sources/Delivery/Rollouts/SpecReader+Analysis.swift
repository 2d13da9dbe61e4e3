import KubeModel
import ReleaseEngine

extension SpecReader {
    /// What a rollout is measured by: the policy, and the series of the metrics that bring their own. A policy of nil measures nothing.
    mutating func analysis(_ field: SpecField, service: String) -> (policy: AnalysisPolicy?, questions: [MetricQuestion]) {
        var policy = AnalysisPolicy()
        policy.interval = duration(field["interval"]) ?? policy.interval
        policy.falseAborts = number(field["falseAborts"]) ?? policy.falseAborts
        policy.missedHarm = number(field["missedHarm"]) ?? policy.missedHarm
        policy.providerFailures = whole(field["providerFailures"]) ?? policy.providerFailures
        policy.onInsufficientData =
            choice(field["onInsufficientData"], ["Wait": .wait, "Advance": .advance]) ?? policy.onInsufficientData
        policy.onProviderFailure = choice(field["onProviderFailure"], ["RollBack": .rollBack, "Hold": .hold]) ?? policy.onProviderFailure
        let minSamples = whole(field["minSamples"]) ?? 100
        guard !field["metrics"].isMissing else {
            policy.limits = [
                .errors(minSamples: minSamples), .latency(minSamples: minSamples), .medianLatency(minSamples: minSamples),
            ]
            if let business = BusinessMetric(of: service) { policy.limits.append(business.limit) }
            return (policy, [])
        }
        let metrics = field["metrics"].elements.map { metric($0, of: service, minSamples: minSamples) }
        guard !metrics.isEmpty else { return (nil, []) }
        policy.limits = metrics.map(\.limit)
        return (policy, metrics.compactMap(\.question))
    }

    private mutating func metric(_ field: SpecField, of service: String, minSamples: Int) -> (limit: MetricLimit, question: MetricQuestion?)
    {
        let name = requiredText(field["name"])
        let question = question(field, name)
        var limit: MetricLimit
        switch name {
        case "errors": limit = .errors(minSamples: minSamples)
        case "latency": limit = .latency(minSamples: minSamples)
        case "medianLatency": limit = .medianLatency(minSamples: minSamples)
        default:
            limit = .business(name)
            if question == nil, !name.isEmpty { check(field["name"], name, of: service) }
        }
        if case .latency(let usual, let slowdown) = limit.measure {
            let quantile = number(field["quantile"]) ?? usual
            limit.measure = .latency(quantile: quantile, slowdown: number(field["slowdown"]) ?? slowdown)
            // The share above the quantile is what the serving version has by definition.
            if quantile != usual { limit.tolerated = 1 - quantile }
        }
        limit.ratio = number(field["ratio"]) ?? limit.ratio
        limit.tolerated = number(field["tolerated"]) ?? limit.tolerated
        limit.ceiling = number(field["ceiling"]) ?? limit.ceiling
        limit.harm = number(field["harm"]) ?? limit.harm
        limit.minSamples = whole(field["minSamples"]) ?? limit.minSamples
        limit.warmUp = whole(field["warmUp"]) ?? limit.warmUp
        return (limit, question)
    }

    /// A metric without series of its own has to be one of those that are known for the service.
    private mutating func check(_ field: SpecField, _ name: String, of service: String) {
        let known = ["errors", "latency", "medianLatency"] + [BusinessMetric(of: service)?.rawValue].compactMap(\.self)
        guard !known.contains(name) else { return }
        refuse(
            field, "\(name) is none of those that \(service) has, \(known.joined(separator: ", ")); any other needs attempts and failures")
    }

    private mutating func question(_ field: SpecField, _ name: String) -> MetricQuestion? {
        let (attempts, failures) = (text(field["attempts"]), text(field["failures"]))
        guard let attempts, let failures else {
            if (attempts == nil) != (failures == nil) { refuse(field, "attempts and failures belong together") }
            return nil
        }
        if ["latency", "medianLatency"].contains(name) { refuse(field, "\(name) is no share of attempts") }
        return MetricQuestion(name, .outcomes(attempts: attempts, failures: failures))
    }
}
