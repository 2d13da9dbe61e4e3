/// All that the analysis of one metric has to remember; with it in the status, a controller that starts anew goes on where the last one was.
package struct MetricEvidence: Codable, Sendable, Hashable {
    package let metric: String
    /// The last readings, to take differences from.
    private(set) var lastStable: MetricSample?
    private(set) var lastNew: MetricSample?
    /// The window in which the last reading was taken; nil when the weights were not live.
    private(set) var lastWindow: Int?
    /// Outcomes in the present window.
    package internal(set) var stable = Tally()
    package internal(set) var new = Tally()
    /// How many outcomes of the new version are still left out because its pods are cold; nil when the whole warm-up is ahead.
    private var cold: Int?
    /// The serving version's outcomes over the whole analysis.
    private(set) var reference = Tally()
    /// Its latencies, from which the next interval's bound is taken, and that bound.
    private(set) var latencies: LatencyHistogram?
    package private(set) var slowAbove: Double?
    /// The latencies of each version in the present window, for those who look on: nothing is judged by them.
    private var stableShown: LatencyHistogram?
    private var newShown: LatencyHistogram?

    /// Against: at most `ratio` times the serving version.
    private(set) var relative = Evidence()
    /// Against: at most what is tolerated.
    private(set) var tolerance = Evidence()
    /// Against: at most the ceiling.
    private(set) var ceiling = Evidence()
    /// Against: at most what the serving version had before it lost all its traffic.
    private(set) var alone = Evidence()
    /// Against: at least `harm` times the serving version's limit, and at least `harm` times what is tolerated.
    private(set) var harmless = Evidence()
    private(set) var harmlessBeside = Evidence()

    package init(_ metric: String) {
        self.metric = metric
    }

    /// Takes the versions' samples in, nil for one the source has nothing about. The first ones after a gap or a restart of the counters
    /// only set the mark to count from.
    ///
    /// - Parameters:
    ///   - window: The number of the window while every proxy has confirmed the weights, nil otherwise. Without a window nothing is
    ///     compared; the ceiling holds all the same.
    ///   - isAlone: Whether the new version has all the traffic.
    package mutating func take(
        stable nowStable: MetricSample?, new nowNew: MetricSample?, limit: MetricLimit, window: Int?, isAlone: Bool
    ) {
        let sinceStable = nowStable.flatMap { now in lastStable.flatMap(now.since) }
        let sinceNew = nowNew.flatMap { now in lastNew.flatMap(now.since) }
        let isComparable = window != nil && window == lastWindow
        (lastStable, lastNew, lastWindow) = (nowStable, nowNew, window)
        // What counts as slow is always decided before the interval that is judged by it, otherwise chance would choose the bound.
        let bound = slowAbove
        if let sinceStable { noteLatencies(sinceStable, limit: limit) }
        let stableTally = sinceStable?.tally(above: bound)
        let newTally = sinceNew?.tally(above: bound)
        if let newTally, let share = limit.ceiling {
            ceiling.add(Hypothesis.atMost(share).logRatios(new: newTally, stable: Tally()), memory: .changing)
        }
        guard isComparable else { return }
        show(sinceStable, in: &stableShown)
        show(sinceNew, in: &newShown)
        if let stableTally {
            stable = stable + stableTally
            if !isAlone { reference = reference + stableTally }
        }
        guard let newTally, isAlone || stableTally != nil else { return }
        let cold = cold ?? limit.warmUp
        let warm = newTally.without(worst: cold)
        self.cold = max(cold - newTally.attempts, 0)
        new = new + newTally
        guard warm.attempts > 0 else { return }
        if isAlone {
            addAlone(warm, limit)
        } else if let stableTally {
            addBeside(warm, stableTally, limit)
        }
    }

    /// A new window: its samples count from now on. The last reading was taken before it, whatever number that window had.
    package mutating func openWindow() {
        lastWindow = nil
        stable = Tally()
        new = Tally()
        stableShown = nil
        newShown = nil
        expectColdPods()
    }

    /// New pods get requests from now on: their first answers are not judged.
    package mutating func expectColdPods() {
        cold = nil
    }

    /// Within which time, in milliseconds, the limit's quantile of each version's requests in this window was answered; nil while that is
    /// not known, and for what is no latency.
    package func latency(of limit: MetricLimit) -> (stable: Double?, new: Double?) {
        guard case .latency(let quantile, _) = limit.measure else { return (nil, nil) }
        return (stableShown?.bound(ofQuantile: quantile), newShown?.bound(ofQuantile: quantile))
    }

    /// The logarithm of the evidence that the version is out of bounds.
    ///
    /// That it is above two limits takes evidence against both, hence the smaller; and each of the three is refuted by itself.
    package var condemnation: Double {
        max(min(relative.log, tolerance.log), ceiling.log, alone.log)
    }

    /// The logarithm of the evidence that the version does no harm: that it is below either of the two limits will do, so their mean.
    package var clearance: Double {
        logOfSum([harmless.log, harmlessBeside.log]) - naturalLog(2)
    }
}

extension MetricEvidence {
    private mutating func addBeside(_ newTally: Tally, _ stableTally: Tally, _ limit: MetricLimit) {
        relative.add(Hypothesis.atMostTimes(limit.ratio).logRatios(new: newTally, stable: stableTally), memory: .changing)
        tolerance.add(Hypothesis.atMost(limit.tolerated).logRatios(new: newTally, stable: stableTally), memory: .changing)
        let share = min(limit.harm * limit.tolerated, 0.99)
        harmless.add(Hypothesis.atLeast(share).logRatios(new: newTally, stable: stableTally), memory: .whole)
        let times = limit.harm * limit.ratio
        harmlessBeside.add(Hypothesis.atLeastTimes(times).logRatios(new: newTally, stable: stableTally), memory: .whole)
    }

    /// With nobody beside it, it is compared with the worst that the serving version can have been (a bound of 3.3 deviations).
    private mutating func addAlone(_ newTally: Tally, _ limit: MetricLimit) {
        guard reference.attempts > 0 else { return }
        let share = max(limit.tolerated, limit.ratio * reference.upperBound(deviations: 3.3))
        guard share < 1 else { return }
        alone.add(Hypothesis.atMost(share).logRatios(new: newTally, stable: Tally()), memory: .changing)
    }

    private func show(_ counters: MetricSample.Counters?, in shown: inout LatencyHistogram?) {
        guard case .latencies(let histogram) = counters else { return }
        shown = shown.flatMap { $0.adding(histogram) } ?? histogram
    }

    private mutating func noteLatencies(_ counters: MetricSample.Counters, limit: MetricLimit) {
        guard case .latencies(let histogram) = counters, case .latency(let quantile, let slowdown) = limit.measure else { return }
        let all = latencies.flatMap { $0.adding(histogram) } ?? histogram
        latencies = all
        guard Double(all.total) * (1 - quantile) >= 1, let usual = all.estimate(ofQuantile: quantile) else { return }
        slowAbove = all.bound(atLeast: usual * slowdown)
    }
}

extension MetricSample.Counters {
    /// Attempts and what went wrong, or was slower than a bound; nil without a bound.
    fileprivate func tally(above bound: Double?) -> Tally? {
        switch self {
        case .outcomes(let tally): tally
        case .latencies(let histogram): bound.map(histogram.tally)
        }
    }
}
