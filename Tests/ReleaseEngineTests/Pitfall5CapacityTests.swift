import ReleaseEngine
import Testing

/// Capacity before weight, on the way back too.
@Suite struct Pitfall5CapacityTests {
    @Test func noWeightBeforeThePodsForIt() throws {
        var release = DrivenRelease.canary()
        release.podsStart = false
        try release.pass()
        #expect(release.seen.versions["v2"]?.wanted == 2)
        release.seen.versions["v2"]?.ready = 1
        try release.run(passes: 10)
        #expect(release.written == 0)
        #expect(release.state?.waiting == "1 of 2 pods of v2 are ready")
        release.seen.versions["v2"]?.ready = 2
        try release.pass()
        #expect(release.written == 20)
        try release.run(passes: 100)
        #expect(release.seen.versions["v2"]?.wanted == 5)
        #expect(release.written == 20, "two pods are not five")
    }

    @Test func podsThatWentMeanwhileHoldUpTheWrite() throws {
        var release = DrivenRelease.canary()
        try release.pass()
        release.obeys = false
        try release.pass()
        #expect(release.phase == .progressing)
        release.seen.versions["v2"]?.ready = 1
        let decision = try release.pass()
        #expect(!decision.actions.contains { if case .setRoute = $0 { true } else { false } })
    }

    @Test func anOldVersionThatIsGoneKeepsNoRouteFromBeingWritten() throws {
        var release = DrivenRelease.canary()
        try release.run(to: .holding, step: 1)
        release.seen.versions["v1"] = nil
        release.spec.request = ReleaseRequest(.promote, generation: 1)
        var actions: [ReleaseAction] = []
        for _ in 0..<3 {
            release.serve(1000)
            actions += try release.pass().actions
        }
        #expect(release.written == 100 && !actions.contains { if case .ensureReplicas("v1", _) = $0 { true } else { false } })
    }

    @Test func theOldVersionKeepsItsStrengthUntilThePromotion() throws {
        var release = DrivenRelease.canary()
        try release.run(to: .holding, step: 1)
        release.scale("v1", to: 5)
        let decision = try release.pass()
        #expect(decision.actions.contains(.ensureReplicas(version: "v1", atLeast: 10)))
    }

    @Test func onTheWayBackTheOldVersionGetsWhatItsPodsCanCarry() throws {
        var release = DrivenRelease.canary()
        try release.run(to: .succeeded)
        try #require(release.seen.versions["v1"]?.ready == 0)
        release.podsStart = false
        release.spec.request = ReleaseRequest(.undo, generation: 1)
        let decision = try release.pass()
        #expect(decision.actions == [.ensureReplicas(version: "v1", atLeast: 10)])
        #expect(release.written == 100)
        for (ready, expected) in [(0, 100), (3, 70), (2, 70), (9, 10), (10, 0)] {
            release.seen.versions["v1"]?.ready = ready
            try release.pass()
            #expect(release.written == expected, "\(ready) ready pods")
        }
    }

    @Test func anyPodIsBetterThanNone() throws {
        var release = DrivenRelease.canary()
        try release.run(to: .holding, step: 1)
        release.podsStart = false
        release.seen.versions["v1"] = VersionObservation(wanted: 10, ready: 1, config: "c1")
        release.seen.versions["v2"]?.ready = 0
        try release.pass()
        #expect(release.written == 0)
    }

    @Test func theNewVersionIsSizedForTheTrafficOfTheDay() throws {
        var release = DrivenRelease.canary()
        try release.run(to: .holding)
        release.scale("v1", to: 20)
        try release.run(to: .holding, step: 1)
        #expect(release.seen.versions["v2"]?.ready == 10)
        try release.run(to: .holding, step: 2)
        try release.run(to: .succeeded)
        #expect(release.seen.versions["v2"]?.ready == 20)
    }
}
