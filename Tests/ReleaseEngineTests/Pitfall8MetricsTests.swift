import ReleaseEngine
import Testing

/// No data, a broken provider and failure are three things; nothing is promoted without samples, and nothing is compared with yesterday.
@Suite struct Pitfall8MetricsTests {
    private func release(_ change: (inout AnalysisPolicy) -> Void = { _ in }) throws -> DrivenRelease {
        var policy = AnalysisPolicy(limits: [.errors()])
        change(&policy)
        var release = DrivenRelease.canary { $0.analysis = policy }
        try release.run(to: .holding)
        return release
    }

    private let broken = MetricReading(stable: .providerError("refused"), new: .providerError("refused"))

    @Test func aSilentSourceIsWaitedForUntilTheDeadline() throws {
        var release = try release()
        release.seen.metrics["errors"] = MetricReading(stable: .noData, new: .noData)
        for _ in 0..<1000 { try release.pass() }
        #expect(release.phase == .holding)
        #expect(release.state?.analyses.first?.verdict == .noData)
        try release.pass(after: .seconds(3600))
        #expect(release.state?.cause == .deadlineExceeded)
    }

    @Test func aClockThatIsSetBackDoesNotBlindTheAnalysis() throws {
        var release = try release()
        try release.run(passes: 5)
        try release.pass(after: .seconds(-600))
        for _ in 0..<5 {
            release.serve(1000, newFailures: 100)
            try release.pass()
        }
        #expect(release.state?.cause == .condemned(metric: "errors"))
    }

    @Test func aBrokenSourceIsForgivenForSoLong() throws {
        var release = try release()
        let reading = release.seen.metrics
        release.seen.metrics["errors"] = broken
        for _ in 0..<10 { try release.pass() }
        #expect(release.phase == .holding)
        release.seen.metrics = reading
        try release.pass()
        release.seen.metrics["errors"] = broken
        for _ in 0..<10 { try release.pass() }
        #expect(release.phase == .holding, "ten intervals in a row, not in all")
        try release.pass()
        #expect(release.state?.cause == .providerUnavailable(metric: "errors", message: "refused"))
    }

    @Test func aMetricThatNobodyReadsIsABrokenSource() throws {
        var release = try release()
        release.seen.metrics = [:]
        for _ in 0..<12 { try release.pass() }
        #expect(release.state?.cause == .providerUnavailable(metric: "errors", message: "the source did not answer"))
    }

    @Test func whatCannotBeMeasuredGetsNoRequests() throws {
        var release = DrivenRelease.canary()
        release.podsStart = false
        release.seen.metrics["errors"] = broken
        for _ in 0..<12 { try release.pass() }
        #expect(release.state?.cause == .providerUnavailable(metric: "errors", message: "refused"))
        #expect(release.written == 0 && release.state?.history.allSatisfy { $0.weight == 0 } == true)
    }

    @Test func aBrokenSourceHoldsIfThatIsWanted() throws {
        var release = try release { $0.onProviderFailure = .hold }
        release.seen.metrics["errors"] = broken
        for _ in 0..<1000 { try release.pass() }
        #expect(release.phase == .holding)
    }

    @Test func failuresCondemnAtOnce() throws {
        var release = try release()
        try release.run(passes: 3)
        release.serve(1000, newFailures: 20, stableFailures: 1)
        try release.pass()
        #expect(release.state?.cause == .condemned(metric: "errors"))
        #expect(release.written == 0)
    }

    @Test func failuresOfBothVersionsAreNotTheNewOnes() throws {
        var release = try release()
        for _ in 0..<50 {
            release.serve(1000, newFailures: 20, stableFailures: 80)
            try release.pass()
        }
        #expect(release.phase == .holding)
    }

    @Test func aboveTheCeilingFewRequestsSuffice() throws {
        var release = try release()
        for _ in 0..<2 {
            release.serve(30, newFailures: 6, stableFailures: 24)
            try release.pass()
        }
        #expect(release.state?.cause == .condemned(metric: "errors"), "12 failures of 12, whatever the other version does")
    }

    @Test func theCeilingHoldsWhileTheProxiesLag() throws {
        var release = try release()
        release.proxiesFollow = false
        release.seen.route?.proxies[0].generation = 0
        try release.run(passes: 2)
        release.serve(1000, newFailures: 200)
        try release.pass()
        #expect(release.state?.cause == .condemned(metric: "errors"))
    }

    @Test func tooFewSamplesHoldTheStep() throws {
        var release = try release()
        for _ in 0..<200 {
            release.serve(1)
            release.setErrors(stable: release.errors.stable + Tally(attempts: 10), new: release.errors.new)
            try release.pass()
        }
        #expect(release.phase == .holding, "none of the new version")
        release.setErrors(stable: release.errors.stable, new: release.errors.new + Tally(attempts: 99))
        try release.pass()
        #expect(release.state?.step == 0)
        release.setErrors(stable: release.errors.stable, new: release.errors.new + Tally(attempts: 101))
        try release.pass()
        release.setErrors(stable: release.errors.stable + Tally(attempts: 1), new: release.errors.new)
        try release.pass()
        #expect(release.state?.step == 1)
    }

    @Test func tooFewSamplesOfTheServingVersionHoldTheStepAsWell() throws {
        var release = try release()
        for _ in 0..<200 {
            release.setErrors(stable: release.errors.stable, new: release.errors.new + Tally(attempts: 100))
            try release.pass()
        }
        #expect(release.phase == .holding)
        #expect(release.state?.step == 0)
    }

    @Test func atLowTrafficTheHoldTimesDecideIfThatIsWanted() throws {
        var release = try release { $0.onInsufficientData = .advance }
        for _ in 0..<400 where release.phase != .succeeded {
            release.serve(1)
            try release.pass()
        }
        #expect(release.phase == .succeeded)
    }

    @Test func samplesThatOughtToBeThereAreWaitedForAllTheSame() throws {
        var release = try release { $0.onInsufficientData = .advance }
        for _ in 0..<400 {
            release.setErrors(stable: release.errors.stable + Tally(attempts: 800), new: Tally())
            if case .data(let sample) = release.seen.metrics["errors"]?.stable {
                release.seen.metrics["errors"] = MetricReading(stable: .data(sample), new: .noData)
            }
            try release.pass()
        }
        #expect(release.phase == .holding)
        #expect(release.state?.step == 0)
    }

    @Test func harmMustBeRuledOutBeforeTheNewVersionGetsEverything() throws {
        var release = try release()
        for _ in 0..<65 {
            release.serve(10)
            try release.pass()
        }
        #expect(release.state?.step == 1, "100 samples and no failure are enough for the next step")
        for _ in 0..<65 {
            release.serve(4)
            try release.pass()
        }
        #expect(release.phase == .holding)
        #expect(release.state?.analyses.first?.verdict == .passing)
        #expect(release.state?.waiting?.hasPrefix("errors: harm not ruled out") == true)
        for _ in 0..<20 {
            release.serve(100)
            try release.pass()
        }
        #expect(release.state?.step == 2)
    }

    @Test func aSuspicionHoldsTheStepUntilItIsOver() throws {
        var release = try release()
        try release.run(passes: 2)
        release.serve(1000, newFailures: 6)
        try release.pass(after: .seconds(60))
        #expect(release.state?.analyses.first?.verdict == .suspicious)
        #expect(release.phase == .holding)
        #expect(release.state?.step == 0)
        try release.run(passes: 10)
        #expect(release.state?.step == 1)
    }

    @Test func countersThatBeganAnewOnlySetTheMark() throws {
        var release = try release()
        try release.run(passes: 10)
        let before = try #require(release.state?.analyses.first).new
        release.setErrors(stable: Tally(attempts: 80), new: Tally(attempts: 20, failures: 20))
        try release.pass()
        #expect(release.state?.analyses.first?.new == before)
        release.setErrors(stable: Tally(attempts: 160), new: Tally(attempts: 40, failures: 20))
        try release.pass()
        #expect(release.state?.analyses.first?.new.attempts == before.attempts + 20)
        #expect(release.phase == .holding)
    }
}
