import ReleaseEngine
import ReleaseSimulator
import Testing

/// Whole releases in a world with noise, lag and failing sources, by the hundred.
@Suite struct SimulatorTests {
    private func campaign(
        _ fault: SimulatedFault, traffic: Double, releases: Int, _ change: (inout SimulatedScenario) -> Void = { _ in }
    ) throws -> SimulatedCampaign {
        var scenario = SimulatedScenario(spec: SimulatedScenario.standardSpec(), fault: fault, traffic: traffic)
        scenario.spec.strategy = .canary([10, 30, 60].map { CanaryStep(weight: $0, hold: .seconds(20)) })
        change(&scenario)
        return try SimulatedCampaign.run(scenario, releases: releases, seed: 2026)
    }

    @Test(arguments: [100, 1000, 5000]) func goodReleasesArePromoted(traffic: Double) throws {
        let campaign = try campaign(.none, traffic: traffic, releases: 40)
        #expect(campaign.condemned.count == 0, "\(campaign)")
        #expect(campaign.succeeded.count == 40, "\(campaign)")
        #expect(campaign.violations.isEmpty)
    }

    @Test(arguments: [(SimulatedFault.errors(0.05), 5.0), (.slower(5), 5), (.breaksCheckout(0.5), 10), (.crashes(atWeight: 50), 2)])
    func badReleasesGoBackSoon(fault: SimulatedFault, seconds: Double) throws {
        let campaign = try campaign(fault, traffic: 1000, releases: 40)
        #expect(campaign.succeeded.count == 0, "\(campaign)")
        #expect(try #require(campaign.p95ToZero) <= seconds, "\(campaign)")
        #expect(campaign.violations.isEmpty)
    }

    @Test func aVersionThatIsNeverReadyGetsNoRequest() throws {
        let campaign = try campaign(.neverReady, traffic: 100, releases: 5)
        #expect(campaign.otherwise.count == 5)
        #expect(campaign.p95ToZero == nil)
    }

    @Test func kills() throws {
        let good = try campaign(.none, traffic: 1000, releases: 20) { $0.kills = 0.1 }
        #expect(good.succeeded.count == 20, "\(good)")
        #expect(good.violations.isEmpty, "\(good.violations)")
        let bad = try campaign(.errors(0.05), traffic: 1000, releases: 20) { $0.kills = 0.1 }
        #expect(bad.condemned.count == 20, "\(bad)")
        #expect(bad.violations.isEmpty, "\(bad.violations)")
    }

    @Test func aSourceThatGoesAwayEndsTheRelease() throws {
        let campaign = try campaign(.none, traffic: 1000, releases: 10) { $0.providerFailsAfter = 50 }
        #expect(campaign.otherwise.count == 10, "\(campaign)")
        #expect(campaign.medianDuration < 50 + 10 + 40)
    }

    @Test func slowProxiesHoldTheReleaseUpAndNothingElse() throws {
        let campaign = try campaign(.none, traffic: 1000, releases: 10) { $0.propagation = 5...30 }
        #expect(campaign.succeeded.count == 10, "\(campaign)")
        #expect(campaign.violations.isEmpty)
    }

    @Test func countsAreDrawnFromTheirDistributions() {
        var chance = SimulatedChance(seed: 5)
        for (trials, probability) in [(40, 0.1), (1000, 0.002), (1000, 0.4), (50, 0.9)] {
            let draws = (0..<4000).map { _ in Double(chance.binomial(trials, probability)) }
            let mean = draws.reduce(0, +) / 4000
            let variance = draws.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 4000
            let expected = Double(trials) * probability
            #expect(abs(mean - expected) < 5 * (expected / 4000).squareRoot())
            #expect(abs(variance / (expected * (1 - probability)) - 1) < 0.15)
        }
        for mean in [0.3, 12, 400.0] {
            let draws = (0..<4000).map { _ in Double(chance.poisson(mean)) }
            #expect(abs(draws.reduce(0, +) / 4000 - mean) < 5 * (mean / 4000).squareRoot())
        }
    }
}
