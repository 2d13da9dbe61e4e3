import ReleaseEngine
import ReleaseSimulator
import Testing

/// Whatever is seen, in whatever order, some things never happen.
@Suite struct RandomReleaseTests {
    /// A world that does anything at any time.
    private func shake(_ release: inout DrivenRelease, _ chance: inout SimulatedChance) {
        let versions = ["v1", "v2", "v3"]
        switch Int.random(in: 0..<16, using: &chance) {
        case 0, 1: release.seen.versions[versions[Int.random(in: 0..<3, using: &chance)]]?.ready = Int.random(in: 0...12, using: &chance)
        case 2: if chance.happens(0.2) { release.seen.versions["v2"]?.crashes += 1 }
        case 3: release.seen.route?.proxies[Int.random(in: 0..<2, using: &chance)].generation = 0
        case 4: release.acknowledge()
        case 5: release.proxiesFollow.toggle()
        case 6: release.podsStart.toggle()
        case 7: release.obeys = chance.happens(0.7)
        case 8: release.seen.route?.split = TrafficSplit(new: Int.random(in: 0...100, using: &chance))
        case 9: release.spec.isPaused = chance.happens(0.3)
        case 10 where chance.happens(0.3):
            let kinds: [ReleaseRequest.Kind] = [.promote, .abort, .undo]
            release.spec.request = ReleaseRequest(
                kinds[Int.random(in: 0..<3, using: &chance)], generation: (release.spec.request?.generation ?? 0) + 1)
        case 11: release.seen.versions["v2"]?.config = "c\(Int.random(in: 1...2, using: &chance))"
        case 12: release.seen.metrics = chance.happens(0.5) ? [:] : ["errors": MetricReading(stable: .noData, new: .noData)]
        case 13 where chance.happens(0.1): release.seen.supersededBy = "r3"
        case 14: for name in versions { release.scale(name, to: release.seen.versions[name]?.wanted ?? 0) }
        default: release.serve(1000, newFailures: chance.happens(0.05) ? 20 : 0)
        }
    }

    @Test func theRulesHoldInAnyWorld() throws {
        var ends: [ReleasePhase: Int] = [:]
        for seed in 0..<UInt64(400) {
            var chance = SimulatedChance(seed: seed)
            var rules = ReleaseRules()
            var release = DrivenRelease.canary { $0.strategy = .canary([20, 50].map { CanaryStep(weight: $0, hold: .seconds(5)) }) }
            release.seen.versions["v3"] = VersionObservation(wanted: 0, ready: 0)
            for pass in 0..<120 {
                if chance.happens(0.3) { shake(&release, &chance) } else { release.serve(1000) }
                let (before, seen) = (release.state, release.seen)
                let decision = try release.pass(after: .milliseconds(Int.random(in: 50...4000, using: &chance)))
                let broken = rules.check(decision, from: before, seeing: seen)
                #expect(broken.isEmpty, "seed \(seed), pass \(pass): \(broken)")
                #expect(release.seen.route.map { $0.split.new + $0.split.stable } == 100)
            }
            ends[release.phase, default: 0] += 1
        }
        // The worlds are not so wild that nothing is tried.
        for phase in [ReleasePhase.succeeded, .rolledBack, .superseded] { #expect(ends[phase, default: 0] > 5, "\(ends)") }
    }

    /// The same look at the same state gives the same decision, and a second look changes nothing that was done.
    @Test func aPassIsRepeatable() throws {
        var release = DrivenRelease.canary()
        for _ in 0..<200 {
            release.serve(1000)
            let (state, seen, spec) = (release.state, release.seen, release.spec)
            let decision = try release.pass()
            #expect(ReleasePass.decide(spec, state: state, seeing: seen, at: release.now) == decision)
        }
    }
}
