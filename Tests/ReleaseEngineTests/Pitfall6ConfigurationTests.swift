import ReleaseEngine
import Testing

/// A config change in mid-analysis restarts the analysis.
@Suite struct Pitfall6ConfigurationTests {
    @Test(arguments: ["v1", "v2"]) func aChangedConfigurationRestartsTheAnalysis(of version: String) throws {
        var release = DrivenRelease.canary()
        try release.run(to: .holding)
        try release.run(passes: 50)
        let before = try #require(release.state?.window)
        release.seen.versions[version]?.config = "c2"
        try release.pass()
        let after = try #require(release.state?.window)
        #expect(after.number == before.number + 1)
        #expect(after.since == release.now)
        #expect(release.state?.analyses.first?.new == Tally())
        try release.run(passes: 55)
        #expect(release.phase == .holding, "the hold begins anew")
        #expect(release.state?.step == 0)
        try release.run(passes: 10)
        #expect(release.state?.step == 1)
    }

    @Test func evidenceAgainstTheOldConfigurationIsForgotten() throws {
        var release = DrivenRelease.canary()
        try release.run(to: .holding)
        try release.run(passes: 5)
        release.serve(1000, newFailures: 4)
        try release.pass()
        let suspected = try #require(release.state?.analyses.first)
        #expect(suspected.evidence > 0)
        release.seen.versions["v2"]?.config = "c2"
        try release.pass()
        #expect(try #require(release.state?.analyses.first).evidence == 0)
    }

    @Test func aStepThatHadPassedIsGoneThroughAgain() throws {
        var release = DrivenRelease.canary()
        try release.run(to: .holding)
        release.podsStart = false
        try release.run(to: .preparing, step: 1)
        release.seen.versions["v2"]?.config = "c2"
        try release.pass()
        #expect(release.phase == .holding)
        #expect(release.state?.step == 0)
        #expect(release.weight == 20)
    }

    @Test func anUnknownConfigurationIsNoChange() throws {
        var release = DrivenRelease.canary()
        try release.run(to: .holding)
        try release.run(passes: 10)
        let before = release.state?.window
        release.seen.versions["v2"]?.config = nil
        try release.pass()
        release.seen.versions["v2"]?.config = "c1"
        try release.pass()
        #expect(release.state?.window == before)
    }
}
