import ReleaseEngine
import Testing

/// Latencies are judged by how many answers are slow, against a bound that was fixed before.
@Suite struct LatencyTests {
    private let bounds: [Double] = [10, 20, 50, 100, 200, 500]

    private func histogram(_ counts: [Int]) -> LatencyHistogram { LatencyHistogram(bounds: bounds, counts: counts) }

    @Test func quantilesAndTailsComeFromTheBuckets() {
        let usual = histogram([500, 400, 85, 10, 5, 0, 0])
        #expect(usual.bound(ofQuantile: 0.5) == 10)
        #expect(usual.bound(ofQuantile: 0.99) == 100)
        #expect(usual.bound(atLeast: 150) == 200)
        #expect(usual.bound(atLeast: 900) == 500)
        #expect(usual.tally(above: 50) == Tally(attempts: 1000, failures: 15))
        #expect(histogram([0, 0, 0, 0, 0, 0, 9]).bound(ofQuantile: 0.99) == nil)
        #expect(usual.estimate(ofQuantile: 0.25) == 5)
        #expect(usual.estimate(ofQuantile: 0.5) == 10)
        #expect(usual.estimate(ofQuantile: 0.99) == 75)
        #expect(usual.estimate(ofQuantile: 1) == 200)
        #expect(histogram([0, 0, 0, 0, 0, 0, 9]).estimate(ofQuantile: 0.99) == nil)
        #expect(histogram([0, 0, 0, 0, 0, 0, 0]).estimate(ofQuantile: 0.5) == nil)
        #expect(usual.since(histogram([600, 0, 0, 0, 0, 0, 0])) == nil)
        #expect(usual.since(LatencyHistogram(bounds: [1], counts: [0, 0])) == nil)
        #expect(usual.since(histogram([400, 400, 80, 10, 5, 0, 0])) == histogram([100, 0, 5, 0, 0, 0, 0]))
    }

    /// Looks at both versions with these histograms in each interval; returns the evidence after each.
    private func evidence(stable: [[Int]], new: [[Int]], limit: MetricLimit = .latency(warmUp: 0)) -> MetricEvidence {
        var evidence = MetricEvidence("latency")
        var sums = (histogram([Int](repeating: 0, count: 7)), histogram([Int](repeating: 0, count: 7)))
        for (stable, new) in [([0, 0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0, 0])] + Array(zip(stable, new)) {
            sums = (sums.0.adding(histogram(stable)) ?? sums.0, sums.1.adding(histogram(new)) ?? sums.1)
            evidence.take(
                stable: MetricSample(epoch: "1", .latencies(sums.0)), new: MetricSample(epoch: "1", .latencies(sums.1)), limit: limit,
                window: 1, isAlone: false)
        }
        return evidence
    }

    @Test func theBoundIsFixedBeforeTheIntervalItJudges() {
        let usual = [500, 400, 85, 10, 5, 0, 0]
        let slow = [0, 0, 0, 0, 0, 100, 0]
        let first = evidence(stable: [usual], new: [slow])
        #expect(first.slowAbove == 200)
        #expect(first.new == Tally(), "what was measured before there was a bound is not judged")
        #expect(first.condemnation == 0)
        let second = evidence(stable: [usual, usual], new: [slow, slow])
        #expect(second.new == Tally(attempts: 100, failures: 100))
        #expect(second.condemnation > 20)
    }

    /// What is usual is learnt while the new version's pods start, so that its first seconds can be judged.
    @Test func theBoundIsKnownBeforeTheFirstRequest() throws {
        var release = DrivenRelease.canary { $0.analysis?.limits = [.latency()] }
        release.podsStart = false
        var all = histogram([0, 0, 0, 0, 0, 0, 0])
        for _ in 0..<5 {
            all = all.adding(histogram([500, 400, 85, 10, 5, 0, 0])) ?? all
            release.seen.metrics["latency"] = MetricReading(stable: .data(MetricSample(epoch: "1", .latencies(all))), new: .noData)
            try release.pass()
        }
        #expect(release.phase == .preparing && release.weight == 0)
        #expect(release.state?.analyses.first?.slowAbove == 200)
    }

    @Test func theQuantilesOfTheWindowAreShown() {
        let usual = [500, 400, 85, 10, 5, 0, 0]
        let slow = [0, 0, 0, 900, 95, 5, 0]
        var evidence = evidence(stable: [usual, usual], new: [slow, slow])
        #expect(evidence.latency(of: .latency()) == (100, 200))
        #expect(evidence.latency(of: .errors()) == (nil, nil))
        evidence.openWindow()
        #expect(evidence.latency(of: .latency()) == (nil, nil))
    }

    @Test func slownessOfBothIsNotTheNewOnes() {
        let usual = [500, 400, 85, 10, 5, 0, 0]
        let slow = [0, 0, 0, 0, 500, 500, 0]
        let evidence = evidence(
            stable: [usual, slow, slow], new: [[50, 40, 9, 1, 0, 0, 0], [0, 0, 0, 0, 50, 50, 0], [0, 0, 0, 0, 50, 50, 0]])
        #expect(evidence.new.failures == 50)
        #expect(evidence.condemnation < 3)
    }

    /// The serving version's slowest hundredth is so slow that five times its median does not stand out from it.
    @Test func whatIsSlowerEverywhereStandsOutInTheMedian() {
        let usual = [500, 300, 100, 50, 30, 20, 0]
        let slow = [0, 0, 60, 30, 10, 0, 0]
        let (stable, new) = ([usual, usual, usual], [slow, slow, slow])
        let tail = evidence(stable: stable, new: new)
        #expect(tail.slowAbove == 500 && tail.condemnation <= 0)
        let median = evidence(stable: stable, new: new, limit: .medianLatency())
        #expect(median.slowAbove == 50 && median.new.failures == 80)
        #expect(median.condemnation < 3)
        let slower = evidence(
            stable: stable, new: [slow, [0, 0, 10, 60, 30, 0, 0], [0, 0, 10, 60, 30, 0, 0]], limit: .medianLatency(warmUp: 0))
        #expect(slower.condemnation > 20)
        let alike = evidence(stable: stable, new: stable.map { $0.map { $0 / 10 } }, limit: .medianLatency(warmUp: 0))
        #expect(alike.condemnation <= 0 && alike.clearance > 3)
    }

    /// Of three intervals the first gives the bound, the second is slow and the third is as usual.
    @Test(arguments: [(warmUp: 0, isCondemned: true), (warmUp: 10, isCondemned: false)])
    func theFirstAnswersOfColdPodsAreNotJudged(_ row: (warmUp: Int, isCondemned: Bool)) {
        let usual = [500, 400, 85, 10, 5, 0, 0]
        let evidence = evidence(
            stable: [usual, usual, usual], new: [[0, 0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 10, 0], [50, 40, 9, 1, 0, 0, 0]],
            limit: .latency(warmUp: row.warmUp))
        #expect(evidence.new == Tally(attempts: 110, failures: 10), "they are shown all the same")
        #expect((evidence.condemnation > 9.4) == row.isCondemned, "\(evidence.condemnation)")
    }

    @Test func inTheIntervalInWhichItGetsWarmTheRestIsJudged() {
        #expect(Tally(attempts: 30, failures: 20).without(worst: 8) == Tally(attempts: 22, failures: 12))
        #expect(Tally(attempts: 30, failures: 2).without(worst: 8) == Tally(attempts: 22, failures: 0))
        #expect(Tally(attempts: 5, failures: 5).without(worst: 8) == Tally())
        #expect(Tally(attempts: 5, failures: 5).without(worst: -3) == Tally(attempts: 5, failures: 5))
        let usual = [500, 400, 85, 10, 5, 0, 0]
        let evidence = evidence(
            stable: [usual, usual], new: [[0, 0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 60, 0]], limit: .latency(warmUp: 50))
        #expect(evidence.condemnation > 9.4, "ten of ten")
    }

    /// For the next step a version gets more pods while it still has the present share.
    @Test func podsThatComeInTheMiddleAreColdAgain() throws {
        var release = DrivenRelease.canary { $0.analysis?.limits = [.latency(minSamples: 10)] }
        let usual = [500, 400, 85, 10, 5, 0, 0]
        var sums = (histogram([0, 0, 0, 0, 0, 0, 0]), histogram([0, 0, 0, 0, 0, 0, 0]))
        func serve(_ new: [Int]) throws {
            sums = (sums.0.adding(histogram(usual)) ?? sums.0, sums.1.adding(histogram(new)) ?? sums.1)
            release.seen.metrics["latency"] = MetricReading(
                stable: .data(MetricSample(epoch: "1", .latencies(sums.0))), new: .data(MetricSample(epoch: "1", .latencies(sums.1))))
            try release.pass()
        }
        for _ in 0..<20 { try serve([50, 40, 9, 1, 0, 0, 0]) }
        #expect(release.phase == .holding)
        release.seen.versions["v2"]?.ready += 1
        try serve([50, 0, 0, 0, 0, 50, 0])
        #expect(release.phase == .holding, "all the slow ones may be the new pod's")
        try serve([50, 0, 0, 0, 0, 50, 0])
        #expect(release.state?.cause == .condemned(metric: "latency"))
    }

    @Test func tooFewLatenciesGiveNoBound() {
        let evidence = evidence(stable: [[50, 40, 0, 0, 0, 0, 0]], new: [[0, 0, 0, 0, 0, 0, 5]])
        #expect(evidence.slowAbove == nil)
    }
}
