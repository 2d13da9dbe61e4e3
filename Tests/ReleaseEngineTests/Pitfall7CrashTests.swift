import ReleaseEngine
import ReleaseSimulator
import Testing

/// Steps survive a crash of the controller anywhere, and a stale leader does nothing.
@Suite struct Pitfall7CrashTests {
    private static func scenario(_ fault: SimulatedFault) -> SimulatedScenario {
        var spec = SimulatedScenario.standardSpec()
        spec.strategy = .canary([20, 50].map { CanaryStep(weight: $0, hold: .seconds(10)) })
        return SimulatedScenario(spec: spec, fault: fault, traffic: 2000)
    }

    /// Kills it in every pass that acts, at every place in it, and in every tenth that only looks.
    @Test(arguments: [
        (SimulatedFault.none, ReleasePhase.succeeded, [0, 20, 50, 100]), (.crashes(atWeight: 50), .rolledBack, [0, 20, 50, 0]),
    ])
    func aKilledControllerGoesOnWhereItWas(fault: SimulatedFault, end: ReleasePhase, weights: [Int]) throws {
        var scenario = Self.scenario(fault)
        let whole = try SimulatedRelease.run(scenario, seed: 7)
        #expect(whole.phase == end)
        #expect(whole.weights == weights)
        for (pass, actions) in whole.actionsPerPass.enumerated() where actions > 0 || pass % 10 == 0 {
            for place in [SimulatedKill.Place.beforePersisting] + (0...actions).map(SimulatedKill.Place.afterActions) {
                scenario.killAt = SimulatedKill(pass: pass, place: place)
                let outcome = try SimulatedRelease.run(scenario, seed: 7)
                #expect(outcome.phase == end, "killed in pass \(pass), \(place)")
                #expect(outcome.weights == weights, "killed in pass \(pass), \(place)")
                #expect(outcome.violations.isEmpty, "killed in pass \(pass), \(place)")
            }
        }
    }

    @Test func theIntentIsThereBeforeTheWrite() throws {
        var release = DrivenRelease.canary()
        release.obeys = false
        let first = try release.pass()
        #expect(first.state.intent?.number == 1)
        let again = try release.pass()
        #expect(again.actions == first.actions, "what was not done is asked for again, with the same intent")
        #expect(again.state.intent == first.state.intent)
        release.obeys = true
        try release.pass()
        let done = try release.pass()
        #expect(done.actions.allSatisfy { if case .setRoute(_, let intent, _) = $0 { intent.number > 1 } else { true } })
    }

    @Test func everyWriteCarriesTheVersionThatWasRead() throws {
        var release = DrivenRelease.canary()
        release.seen.route?.resourceVersion = "4711"
        let decision = try release.pass()
        let token = RouteIntent(release: "r2", number: 1)
        #expect(decision.actions.contains(.setRoute(TrafficSplit(new: 0), intent: token, expecting: "4711")))
    }

    @Test func aStaleLeaderDoesNothing() throws {
        var release = DrivenRelease.canary()
        try release.run(to: .holding)
        let stale = try #require(release.state)
        try release.run(to: .holding, step: 1)
        release.state = stale
        let decision = try release.pass()
        #expect(decision.isStale)
        #expect(decision.actions.isEmpty)
        #expect(decision.state == stale)
    }

    @Test func withoutAStateEverythingBeginsAnewFromNothing() throws {
        var release = DrivenRelease.canary()
        try release.run(to: .holding, step: 1)
        let last = try #require(release.state?.intent?.number)
        release.state = nil
        try release.pass()
        #expect(release.written == 0)
        #expect(release.state?.intent?.number == last + 1)
        try release.run(to: .succeeded)
        #expect(release.phase == .succeeded)
    }

    @Test func weightsThatSomebodyChangedAreReadBackAndWrittenAnew() throws {
        var release = DrivenRelease.canary()
        try release.run(to: .holding)
        try release.run(passes: 30)
        release.seen.route?.split = TrafficSplit(new: 90)
        try release.pass()
        #expect(release.written == 20)
        #expect(release.events.contains { $0.reason == "RouteDrifted" })
        try release.pass()
        #expect(release.phase == .holding)
        #expect(release.state?.window?.since == release.now, "the hold begins anew")
    }
}
