import Foundation
import ReleaseEngine
import ReleaseSimulator
import Testing

/// The statistics: how often they are wrong, however often one looks, and how soon they are right.
@Suite struct EvidenceTests {
    /// The share of streams of so many looks in which the evidence ever reaches 1 / level.
    private func alarms(
        _ hypothesis: Hypothesis, newRate: Double, stableRate: Double, new: Int, stable: Int, looks: Int, level: Double,
        memory: Evidence.Memory, streams: Int = 400
    ) -> RateEstimate {
        var chance = SimulatedChance(seed: 11)
        var alarms = 0
        for _ in 0..<streams {
            var evidence = Evidence()
            for _ in 0..<looks {
                let newTally = Tally(attempts: new, failures: chance.binomial(new, newRate))
                let stableTally = Tally(attempts: stable, failures: chance.binomial(stable, stableRate))
                evidence.add(hypothesis.logRatios(new: newTally, stable: stableTally), memory: memory)
                if evidence.log >= log(1 / level) {
                    alarms += 1
                    break
                }
            }
        }
        return RateEstimate(Tally(attempts: streams, failures: alarms))
    }

    @Test(arguments: [Evidence.Memory.whole, .changing])
    func lookingOftenDoesNotAddToTheFalseAlarms(memory: Evidence.Memory) {
        let cases: [(Hypothesis, Double, Double)] = [
            (.atMost(0.01), 0.01, 0.01), (.atMostTimes(1.5), 0.015, 0.01), (.atMostTimes(1), 0.4, 0.4), (.atLeast(0.05), 0.05, 0.01),
            (.atLeastTimes(5), 0.05, 0.01),
        ]
        for (hypothesis, newRate, stableRate) in cases {
            let rate = alarms(
                hypothesis, newRate: newRate, stableRate: stableRate, new: 50, stable: 450, looks: 300, level: 0.1, memory: memory)
            #expect(rate.low <= 0.1, "\(hypothesis): \(rate.count) of \(rate.of)")
        }
    }

    /// The same streams, judged by what a dashboard would show: a z test at each look. This is what the sequential test is for.
    @Test func anOrdinaryTestAtEachLookIsWrongFarMoreOften() {
        var chance = SimulatedChance(seed: 11)
        var alarms = 0
        for _ in 0..<500 {
            var (new, stable) = (Tally(), Tally())
            for _ in 0..<300 {
                new = new + Tally(attempts: 50, failures: chance.binomial(50, 0.05))
                stable = stable + Tally(attempts: 450, failures: chance.binomial(450, 0.05))
                let pooled = (new + stable).rate
                let error = (pooled * (1 - pooled) * (1 / Double(new.attempts) + 1 / Double(stable.attempts))).squareRoot()
                if error > 0, (new.rate - stable.rate) / error > 1.282 {
                    alarms += 1
                    break
                }
            }
        }
        #expect(alarms > 200, "\(alarms) of 500")
    }

    /// Not by simulation but by adding up every outcome there can be: under the hypothesis a likelihood ratio is 1 on average at most.
    @Test(arguments: [(0.3, 0.2, 1.5), (0.1, 0.1, 1.0), (0.6, 0.4, 1.5), (0.02, 0.2, 1.5)])
    func theRatioOfTwoSamplesIsFair(newRate: Double, stableRate: Double, ratio: Double) {
        func probability(_ failures: Int, of attempts: Int, _ rate: Double) -> Double {
            let ways = (0..<failures).reduce(1.0) { $0 * Double(attempts - $1) / Double($1 + 1) }
            return ways * pow(rate, Double(failures)) * pow(1 - rate, Double(attempts - failures))
        }
        var expectations: [Double] = []
        for new in 0...4 {
            for stable in 0...9 {
                let weight = probability(new, of: 4, newRate) * probability(stable, of: 9, stableRate)
                let ratios = Hypothesis.atMostTimes(ratio).logRatios(
                    new: Tally(attempts: 4, failures: new), stable: Tally(attempts: 9, failures: stable))
                if expectations.isEmpty { expectations = ratios.map { _ in 0 } }
                for (index, log) in ratios.enumerated() { expectations[index] += weight * exp(log) }
            }
        }
        #expect(expectations.allSatisfy { $0 <= 1 + 1e-12 }, "\(expectations)")
    }

    @Test func aRealDifferenceIsFound() {
        let found = alarms(
            .atMostTimes(1.5), newRate: 0.05, stableRate: 0.001, new: 100, stable: 900, looks: 5, level: 0.001, memory: .changing,
            streams: 200)
        #expect(found.count > 190, "\(found.count) of 200 within 500 requests")
    }

    /// A version that was fine for an hour and then is not has no credit.
    @Test func aLateChangeIsFoundAsSoonAsAnEarlyOne() {
        func looksNeeded(after good: Int, memory: Evidence.Memory) -> Int {
            var evidence = Evidence()
            let hypothesis = Hypothesis.atMost(0.002)
            for _ in 0..<good {
                evidence.add(hypothesis.logRatios(new: Tally(attempts: 100, failures: 0), stable: Tally()), memory: memory)
            }
            for look in 1...100 {
                evidence.add(hypothesis.logRatios(new: Tally(attempts: 100, failures: 5), stable: Tally()), memory: memory)
                if evidence.log >= log(1000) { return look }
            }
            return .max
        }
        #expect(looksNeeded(after: 0, memory: .changing) <= 2)
        #expect(looksNeeded(after: 3600, memory: .changing) <= 4)
        #expect(looksNeeded(after: 3600, memory: .whole) > 10)
    }

    @Test func oneVersionWithoutRequestsSaysNothing() {
        for hypothesis in [Hypothesis.atMostTimes(2), .atLeastTimes(5)] {
            let ratios = hypothesis.logRatios(new: Tally(attempts: 50, failures: 9), stable: Tally())
            #expect(ratios.allSatisfy { abs($0) < 1e-12 })
            #expect(hypothesis.logRatios(new: Tally(), stable: Tally()).allSatisfy { $0 == 0 })
        }
    }

    @Test func theWilsonIntervalIsTheOneOfTheBooks() {
        let tally = Tally(attempts: 20, failures: 0)
        #expect(abs(tally.upperBound(deviations: 1.96) - 0.1611) < 0.0001)
        #expect(abs(tally.lowerBound(deviations: 1.96)) < 1e-12)
        let half = Tally(attempts: 100, failures: 50)
        #expect(abs(half.lowerBound(deviations: 1.96) - 0.4038) < 0.0001)
        #expect(abs(half.upperBound(deviations: 1.96) - 0.5962) < 0.0001)
    }
}
