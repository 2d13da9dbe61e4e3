import ReleaseEngine
import Testing

/// A third version during the release of the second.
@Suite struct Pitfall9SupersedingTests {
    @Test(arguments: [ReleasePhase.preparing, .holding]) func theSecondVersionGoesToNothingFirst(in phase: ReleasePhase) throws {
        var second = DrivenRelease.canary()
        try second.run(to: phase, step: 1)
        second.seen.supersededBy = "r3"
        try second.pass()
        #expect(second.phase == .rollingBack)
        #expect(second.written == 0)
        #expect(second.state?.evidence.isEmpty == true, "what was measured of it is for nobody")

        var third = DrivenRelease.canary { ($0.id, $0.to) = ("r3", "v3") }
        third.seen = second.seen
        third.seen.supersededBy = nil
        third.seen.versions["v3"] = VersionObservation(wanted: 0, ready: 0, config: "c1")
        third.seen.blockedBy = "r2"
        try third.pass()
        #expect(third.phase == .pending)
        #expect(third.state?.waiting == "release r2 has to end first")

        try second.run(to: .superseded)
        #expect(second.phase == .superseded)
        #expect(second.seen.versions["v2"]?.wanted == 0)
        third.seen = second.seen
        third.seen.supersededBy = nil
        third.seen.versions["v3"] = VersionObservation(wanted: 0, ready: 0, config: "c1")
        try third.pass()
        #expect(third.phase == .preparing)
        #expect(third.state?.intent?.number == second.state.flatMap(\.intent).map { $0.number + 1 }, "intents go on over releases")
        try third.run(to: .succeeded)
        #expect(third.phase == .succeeded)
        #expect(third.seen.markedStable == "v3")
    }

    @Test func anotherVersionInTheSameReleaseIsTheSame() throws {
        var release = DrivenRelease.canary()
        try release.run(to: .holding, step: 1)
        release.seen.versions["v3"] = VersionObservation(wanted: 0, ready: 0, config: "c1")
        release.spec.to = "v3"
        try release.pass()
        #expect(release.phase == .rollingBack)
        #expect(release.state?.cause == .superseded(by: "v3"))
        try release.run(to: .superseded)
        #expect(release.seen.versions["v2"]?.wanted == 0)
        #expect(release.written == 0)
        release.setErrors(stable: Tally(), new: Tally())
        try release.pass()
        #expect(release.state?.target == "v3")
        #expect(release.state?.analyses.isEmpty == true)
        try release.run(to: .succeeded)
        #expect(release.seen.markedStable == "v3")
    }

    @Test func whatIsPromotedAlreadyIsFinished() throws {
        var release = DrivenRelease.canary()
        try release.run(to: .promoting)
        release.seen.supersededBy = "r3"
        try release.run(to: .succeeded, passes: 60)
        #expect(release.phase == .succeeded)
    }

    @Test func whatHadNotBegunMakesWayAtOnce() throws {
        var release = DrivenRelease.canary()
        release.seen.blockedBy = "r1"
        try release.pass()
        release.seen.supersededBy = "r3"
        let decision = try release.pass()
        #expect(decision.state.phase == .superseded)
        #expect(decision.actions.isEmpty)
    }
}
