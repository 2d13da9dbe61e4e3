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
        #expect(usual.since(histogram([600, 0, 0, 0, 0, 0, 0])) == nil)
        #expect(usual.since(LatencyHistogram(bounds: [1], counts: [0, 0])) == nil)
        #expect(usual.since(histogram([400, 400, 80, 10, 5, 0, 0])) == histogram([100, 0, 5, 0, 0, 0, 0]))
    }

    /// Looks at both versions with these histograms in each interval; returns the evidence after each.
    private func evidence(stable: [[Int]], new: [[Int]], limit: MetricLimit = .latency()) -> MetricEvidence {
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

    @Test func tooFewLatenciesGiveNoBound() {
        let evidence = evidence(stable: [[50, 40, 0, 0, 0, 0, 0]], new: [[0, 0, 0, 0, 0, 0, 5]])
        #expect(evidence.slowAbove == nil)
    }
}
