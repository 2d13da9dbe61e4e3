import ReleaseEngine
import Testing

/// Preview by header, one switch, and an instant way back.
@Suite struct BlueGreenTests {
    private let preview = PreviewHeader(name: "x-preview", value: "v2")

    private func release(switchesItself: Bool = false) -> DrivenRelease {
        DrivenRelease.canary {
            $0.strategy = .blueGreen(BlueGreenPlan(preview: preview, switchesItself: switchesItself))
            $0.deadline = .seconds(3600)
        }
    }

    @Test func thePreviewStandsAtFullStrengthAndWaitsForSomebody() throws {
        var release = release()
        try release.run(passes: 200)
        #expect(release.phase == .holding)
        #expect(release.seen.route?.split == TrafficSplit(new: 0, preview: preview))
        #expect(release.seen.versions["v2"]?.ready == 10)
        #expect(release.state?.waiting == "somebody has to promote it")
        try release.pass(after: .seconds(100_000))
        #expect(release.phase == .holding, "waiting for people is not being late")
        release.spec.request = ReleaseRequest(.promote, generation: 1)
        try release.run(passes: 1)
        #expect(release.seen.route?.split == TrafficSplit(new: 100))
    }

    @Test func afterAPromotionTheOldVersionStandsByForItsTime() throws {
        var release = release()
        try release.run(to: .holding)
        release.spec.request = ReleaseRequest(.promote, generation: 1)
        try release.run(passes: 290)
        #expect(release.written == 100 && release.phase == .holding && release.seen.versions["v1"]?.ready == 10)
        try release.run(to: .succeeded, passes: 60)
        #expect(release.phase == .succeeded)
    }

    @Test func aPromotionWaitsForTheHoldAndForNoSamples() throws {
        var release = release()
        try release.run(to: .holding)
        release.spec.request = ReleaseRequest(.promote, generation: 1)
        // Hardly anybody comes.
        for _ in 0..<340 { try release.pass() }
        #expect(release.phase == .succeeded && release.written == 100)
    }

    @Test func aPromotedVersionIsMeasuredWithItsRequests() throws {
        var release = release()
        try release.run(to: .holding)
        try release.run(passes: 70)
        release.spec.request = ReleaseRequest(.promote, generation: 1)
        try release.run(passes: 5)
        #expect(release.written == 100)
        for _ in 0..<5 {
            release.serve(1000, newFailures: 100)
            try release.pass()
        }
        #expect(release.state?.cause == .condemned(metric: "errors") && release.written == 0)
    }

    @Test func itSwitchesByItselfIfThatIsWanted() throws {
        var release = release(switchesItself: true)
        try release.run(to: .holding)
        try release.run(passes: 59)
        #expect(release.written == 0)
        try release.run(passes: 3)
        #expect(release.written == 100)
        #expect(release.seen.versions["v1"]?.ready == 10, "the old version stands by")
        try release.run(to: .succeeded)
        #expect(release.phase == .succeeded)
        #expect(release.seen.versions["v1"]?.ready == 0)
    }

    @Test func afterTheSwitchItIsComparedWithWhatTheOldVersionWas() throws {
        var release = release(switchesItself: true)
        for _ in 0..<400 where release.written == 0 {
            release.serve(1000, stableFailures: 1)
            try release.pass()
        }
        for _ in 0..<20 {
            release.serve(1000, newFailures: 1)
            try release.pass()
        }
        #expect(release.phase == .holding)
        for _ in 0..<3 {
            release.serve(1000, newFailures: 20)
            try release.pass()
        }
        #expect(release.state?.cause == .condemned(metric: "errors"))
        #expect(release.written == 0)
    }

    @Test(arguments: [10, 8]) func thePreviewGoesWithAnAbort(stablePods: Int) throws {
        var release = release()
        try release.run(to: .holding)
        release.seen.versions["v1"]?.ready = stablePods
        release.spec.request = ReleaseRequest(.abort, generation: 1)
        try release.pass()
        #expect(release.seen.route?.split == TrafficSplit(new: 0))
        try release.run(to: .rolledBack)
        #expect(release.seen.versions["v2"]?.wanted == 0)
    }

    @Test func aPreviewThatNobodyVisitsIsNotMissingData() throws {
        var release = release(switchesItself: true)
        for _ in 0..<200 where release.written == 0 {
            release.serve(1000)
            if case .data(let sample) = release.seen.metrics["errors"]?.stable {
                release.seen.metrics["errors"] = MetricReading(stable: .data(sample), new: .noData)
            }
            try release.pass()
        }
        #expect(release.written == 100)
    }
}
