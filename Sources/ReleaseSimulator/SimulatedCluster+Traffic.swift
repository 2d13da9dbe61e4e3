import Foundation
import ReleaseEngine

extension SimulatedCluster {
    /// The requests of a stretch of time in which the weights do not change.
    mutating func serve(for seconds: Double) {
        guard seconds > 0 else { return }
        if time >= incidentUntil, chance.happens(scenario.incidentsPerHour * seconds / 3600) { incidentUntil = time + 20 }
        let shared = wobble(scenario.sharedNoise)
        let requests = scenario.traffic * seconds
        serve(requests * (1 - newShare), by: "v1", shared, isNew: false)
        serve(requests * newShare, by: target, shared, isNew: true)
    }

    private mutating func wobble(_ spread: Double) -> Double {
        exp(spread * chance.normal() - spread * spread / 2)
    }

    private mutating func serve(_ expected: Double, by name: String, _ shared: Double, isNew: Bool) {
        let requests = chance.poisson(expected)
        guard requests > 0, var version = versions[name] else { return }
        defer { versions[name] = version }
        let own = shared * wobble(scenario.ownNoise)
        let isTroubled = time < incidentUntil
        var errorRate = scenario.errorRate * own + (isTroubled ? 0.03 : 0)
        var slowness = isTroubled ? 3.0 : 1.0
        var orderFailures = min(1, scenario.orderFailures * own + (isTroubled ? 0.03 : 0))
        if isNew {
            switch scenario.fault {
            case .errors(let share): errorRate += share
            case .slower(let factor): slowness *= factor
            case .breaksCheckout(let share): orderFailures += share
            case .none, .crashes, .neverReady: break
            }
        }
        if version.ready(at: time) == 0 { errorRate = 1 }
        let errors = chance.binomial(requests, min(errorRate, 1))
        failedRequests += errors
        version.requests = version.requests + Tally(attempts: requests, failures: errors)
        let orders = chance.binomial(requests, scenario.orderShare)
        version.orders =
            version.orders + Tally(attempts: orders, failures: chance.binomial(orders, min(1, orderFailures + errorRate)))
        let cold = version.takeCold(of: requests, perPod: scenario.coldRequests, at: time)
        slowness *= wobble(scenario.ownNoise / 4)
        count(cold, slowness: slowness * scenario.coldSlowness, in: &version.latencies)
        count(requests - cold, slowness: slowness, in: &version.latencies)
    }

    private mutating func count(_ requests: Int, slowness: Double, in histogram: inout LatencyHistogram) {
        var left = requests
        var below = 0.0
        for (index, bound) in histogram.bounds.enumerated() where left > 0 {
            let deviations = log(bound / (scenario.latency * slowness)) / scenario.latencySpread
            let upTo = 0.5 * erfc(-deviations / 2.0.squareRoot())
            let share = below < 1 ? (upTo - below) / (1 - below) : 1
            let inBucket = chance.binomial(left, share)
            histogram.counts[index] += inBucket
            left -= inBucket
            below = upTo
        }
        histogram.counts[histogram.bounds.count] += left
    }
}

extension SimulatedCluster {
    /// What a controller sees now. The metrics may be missing or their source broken.
    mutating func observe() -> ReleaseObservation {
        let now = time
        let route = RouteObservation(
            split: split, intent: intent, resourceVersion: String(resourceVersion), generation: generation,
            proxies: proxies.map { ProxyObservation(name: $0.name, generation: $0.generation, newWeight: $0.weight) })
        return ReleaseObservation(
            versions: versions.mapValues { $0.observation(at: now) }, markedStable: marked, route: route, metrics: readMetrics())
    }

    private mutating func readMetrics() -> [String: MetricReading] {
        let isDown = scenario.providerFailsAfter.map { time >= $0 } ?? false
        if isDown || chance.happens(scenario.providerErrors) {
            let broken = MetricReading.Answer.providerError("connection refused")
            return Dictionary(
                uniqueKeysWithValues: (scenario.spec.analysis?.limits ?? []).map { ($0.name, MetricReading(stable: broken, new: broken)) })
        }
        let isSilent = chance.happens(scenario.missingMetrics)
        func reading(_ counters: (SimulatedVersion) -> MetricSample.Counters) -> MetricReading {
            func answer(_ name: String) -> MetricReading.Answer {
                guard !isSilent, let version = versions[name] else { return .noData }
                return .data(MetricSample(epoch: "1", counters(version)))
            }
            return MetricReading(stable: answer("v1"), new: answer(target))
        }
        return [
            "errors": reading { .outcomes($0.requests) },
            "latency": reading { .latencies($0.latencies) },
            "medianLatency": reading { .latencies($0.latencies) },
            "orders": reading { .outcomes($0.orders) },
        ]
    }
}
