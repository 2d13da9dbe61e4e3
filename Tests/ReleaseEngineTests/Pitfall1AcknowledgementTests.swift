import ReleaseEngine
import Testing

/// An API write is not the data plane.
@Suite struct Pitfall1AcknowledgementTests {
    @Test func holdsBeginOnlyWhenEveryProxyHasTheWeight() throws {
        var release = DrivenRelease.canary()
        try release.pass()
        release.proxiesFollow = false
        try release.run(passes: 5)
        #expect(release.written == 20)
        #expect(release.phase == .progressing)
        release.acknowledge(only: "a")
        try release.run(passes: 100)
        #expect(release.phase == .progressing, "one of two proxies is not all")
        #expect(release.state?.waiting == "b has not confirmed the weights")
        release.acknowledge()
        try release.pass()
        #expect(release.phase == .holding)
    }

    @Test func aDataPlaneThatDoesNotFollowGetsNoWeightAtAll() throws {
        var release = DrivenRelease.canary()
        release.proxiesFollow = false
        try release.run(passes: 100)
        #expect(release.phase == .preparing)
        #expect(release.written == 0)
        #expect(release.state?.waiting == "a and 1 more have not confirmed the weights")
    }

    @Test func aProxyWithAnOldGenerationOrNoProxyConfirmsNothing() throws {
        var release = DrivenRelease.canary()
        try release.pass()
        release.proxiesFollow = false
        try release.run(to: .progressing)
        release.acknowledge()
        release.seen.route?.proxies[0].generation -= 1
        try release.pass()
        #expect(release.phase == .progressing)
        release.seen.route?.proxies = []
        try release.pass()
        #expect(release.phase == .progressing)
    }

    @Test func theOldVersionStaysUntilEveryProxyHasLeftItAndTheDrainIsOver() throws {
        var release = DrivenRelease.canary()
        try release.run(to: .holding, step: 1)
        release.proxiesFollow = false
        try release.run(passes: 100)
        #expect(release.written == 100)
        #expect(release.seen.markedStable == "v1")
        #expect(release.seen.versions["v1"]?.ready == 10)
        release.acknowledge()
        try release.pass()
        #expect(release.phase == .promoting)
        try release.pass(after: .seconds(29))
        #expect(release.seen.versions["v1"]?.ready == 10, "still draining")
        try release.pass(after: .seconds(1))
        #expect(release.seen.versions["v1"]?.ready == 0)
        try release.pass()
        #expect(release.phase == .succeeded)
    }

    @Test func theDrainBeginsAnewWithAProxyThatHasNotLeftIt() throws {
        var release = DrivenRelease.canary()
        try release.run(to: .promoting)
        release.seen.route?.proxies.append(ProxyObservation(name: "c", generation: 1, newWeight: 0))
        try release.run(passes: 100)
        #expect(release.seen.versions["v1"]?.ready == 10)
        release.acknowledge()
        try release.pass(after: .seconds(20))
        try release.pass(after: .seconds(20))
        #expect(release.seen.versions["v1"]?.ready == 10)
        try release.pass(after: .seconds(20))
        #expect(release.seen.versions["v1"]?.ready == 0)
    }

    @Test func theLosingNewVersionStaysUntilItsRequestsAreOver() throws {
        var release = DrivenRelease.canary()
        try release.run(to: .holding)
        release.proxiesFollow = false
        release.spec.request = ReleaseRequest(.abort, generation: 1)
        try release.run(passes: 100)
        #expect(release.written == 0)
        #expect(release.seen.versions["v2"]?.ready == 2)
        release.acknowledge()
        try release.run(to: .rolledBack, passes: 40)
        #expect(release.phase == .rolledBack)
        #expect(release.seen.versions["v2"]?.ready == 0)
    }

    @Test func samplesFromWhileTheProxiesChangedOverDoNotCount() throws {
        var release = DrivenRelease.canary()
        try release.run(to: .holding)
        release.proxiesFollow = false
        try release.run(to: .progressing, step: 1)
        release.acknowledge(only: "a")
        for _ in 0..<20 {
            release.serve(1000, newFailures: 50)
            try release.pass()
        }
        release.acknowledge()
        release.serve(1000, newFailures: 50)
        try release.pass(after: .milliseconds(300))
        #expect(release.phase == .holding)
        #expect(release.state?.analyses.first?.new == Tally())
        release.serve(1000, newFailures: 1)
        try release.pass()
        #expect(release.state?.analyses.first?.new == Tally(attempts: 500, failures: 1))
    }

    @Test func samplesFromBetweenTwoWindowsDoNotCount() throws {
        var release = DrivenRelease.canary()
        try release.run(to: .progressing, step: 1)
        // The proxies confirm the second weight before the next look would be due.
        release.serve(1000, newFailures: 50)
        try release.pass(after: .milliseconds(300))
        #expect(release.phase == .holding)
        #expect(release.state?.analyses.first?.new == Tally())
    }

    @Test func samplesFromBeforeTheWeightWasLiveDoNotCount() throws {
        var release = DrivenRelease.canary()
        release.setErrors(stable: Tally(attempts: 1_000_000, failures: 10), new: Tally(attempts: 5000, failures: 5000))
        try release.run(to: .holding)
        #expect(release.state?.analyses.first?.new == Tally())
        try release.run(passes: 5)
        #expect(release.phase == .holding)
        #expect(release.state?.analyses.first?.new == Tally(attempts: 1000, failures: 0))
    }
}
