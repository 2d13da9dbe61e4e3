import ReleaseEngine
import Testing

/// Abort, deadline and crash are judged first in every pass; nothing returns early before.
@Suite struct Pitfall2FaultsFirstTests {
    /// Whatever may be missing or broken in the world.
    enum Trouble: CaseIterable {
        case none, notReady, noRoute, routeNotWritten, notAcknowledged, metricsBroken, paused

        func apply(to release: inout DrivenRelease) {
            switch self {
            case .none: break
            case .notReady: release.seen.versions["v2"]?.ready = 1
            case .noRoute: release.seen.route = nil
            case .routeNotWritten: release.seen.route?.split = TrafficSplit(new: 7)
            case .notAcknowledged: release.seen.route?.proxies[1].generation = 0
            case .metricsBroken: release.seen.metrics = [:]
            case .paused: release.spec.isPaused = true
            }
        }
    }

    static let stages: [(ReleasePhase, Int)] = [
        (.preparing, 0), (.progressing, 0), (.holding, 0), (.progressing, 1), (.holding, 1), (.progressing, 2),
    ]

    /// Brings a release to a phase and stops the world there.
    private func release(in phase: ReleasePhase, step: Int) throws -> DrivenRelease {
        var release = DrivenRelease.canary()
        if step > 0 { try release.run(to: .holding, step: step - 1) } else if phase == .progressing { try release.pass() }
        release.proxiesFollow = phase != .progressing
        release.podsStart = phase != .preparing
        try release.run(to: phase, step: step)
        try #require(release.phase == phase)
        try #require(release.state?.step == step)
        return release
    }

    @Test(arguments: Trouble.allCases) func abortIsObeyedAtOnce(in trouble: Trouble) throws {
        for (phase, step) in Self.stages {
            var release = try release(in: phase, step: step)
            trouble.apply(to: &release)
            release.spec.request = ReleaseRequest(.abort, generation: 1)
            let decision = try release.pass(after: .milliseconds(1))
            #expect(decision.state.phase == .rollingBack, "\(phase) \(step)")
            #expect(decision.state.cause == .aborted)
            #expect(decision.state.weight == 0)
        }
    }

    @Test(arguments: Trouble.allCases) func aCrashIsAnsweredInTheSamePass(in trouble: Trouble) throws {
        for (phase, step) in Self.stages {
            var release = try release(in: phase, step: step)
            trouble.apply(to: &release)
            release.seen.versions["v2"]?.crashes = 5
            release.seen.versions["v2"]?.lastExit = "exit code 134"
            let decision = try release.pass(after: .milliseconds(1))
            #expect(decision.state.phase == .rollingBack, "\(phase) \(step)")
            #expect(decision.state.cause == .crashed(count: 5, lastExit: "exit code 134"))
            #expect(decision.state.weight == 0)
        }
    }

    @Test(arguments: Trouble.allCases) func theDeadlineHoldsWhateverIsWaitedFor(in trouble: Trouble) throws {
        for (phase, step) in Self.stages {
            var release = try release(in: phase, step: step)
            trouble.apply(to: &release)
            let decision = try release.pass(after: .seconds(3600))
            let isPaused = trouble == .paused
            let isNeverReady = isPaused && phase == .preparing
            #expect(decision.state.phase == (isPaused && !isNeverReady ? phase : .rollingBack), "\(phase) \(step)")
            let cause: RollbackCause? = isNeverReady ? .neverReady : isPaused ? nil : .deadlineExceeded
            #expect(decision.state.cause == cause, "\(phase) \(step)")
        }
    }

    @Test func theWriteFollowsInTheSamePassAsTheCrash() throws {
        var release = DrivenRelease.canary()
        try release.run(to: .holding, step: 1)
        release.seen.versions["v2"]?.crashes = 1
        let decision = try release.pass(after: .milliseconds(10))
        #expect(decision.actions.contains { if case .setRoute(let split, _, _) = $0 { split.new == 0 } else { false } })
        #expect(release.written == 0)
    }

    @Test func crashesBeforeTheFirstRequestAreForgivenAFewTimes() throws {
        var release = DrivenRelease.canary()
        release.seen.versions["v2"]?.crashes = 3
        try release.run(to: .holding)
        #expect(release.phase == .holding)
        try release.run(passes: 5)
        #expect(release.phase == .holding, "what had happened before does not count")
        release.seen.versions["v2"]?.crashes = 4
        try release.pass()
        #expect(release.phase == .rollingBack)
    }

    @Test func aVersionThatIsNeverReadyGoesAfterItsTime() throws {
        var release = DrivenRelease.canary()
        release.podsStart = false
        try release.pass()
        try release.pass(after: .seconds(299))
        #expect(release.phase == .preparing)
        try release.pass(after: .seconds(1))
        #expect(release.state?.cause == .neverReady)
        try release.run(to: .rolledBack)
        #expect(release.phase == .rolledBack)
        #expect(release.seen.versions["v2"]?.wanted == 0)
    }

    /// One that has long been ready and only waits for people may lose a pod for a moment.
    @Test func thePodsDeadlineRunsOnlyWhileTheyAreMissing() throws {
        var release = DrivenRelease.canary { $0.isPaused = true }
        try release.run(passes: 20)
        try release.pass(after: .seconds(1_000))
        #expect(release.phase == .preparing)
        release.podsStart = false
        release.seen.versions["v2"]?.ready = 1
        try release.run(passes: 100)
        #expect(release.phase == .preparing)
        release.seen.versions["v2"]?.ready = 2
        try release.pass()
        release.seen.versions["v2"]?.ready = 1
        try release.run(passes: 299)
        #expect(release.phase == .preparing)
        try release.run(passes: 2)
        #expect(release.state?.cause == .neverReady)
    }

    @Test func aVersionWithoutAnyReadyPodLosesItsRequests() throws {
        var release = DrivenRelease.canary()
        try release.run(to: .holding)
        release.seen.versions["v2"]?.ready = 0
        try release.pass()
        #expect(release.state?.cause == .unready)
        #expect(release.written == 0)
    }

    @Test func timeSpentPausedDoesNotCountTowardsTheDeadline() throws {
        var release = DrivenRelease.canary()
        try release.run(to: .holding)
        release.spec.isPaused = true
        try release.pass()
        try release.pass(after: .seconds(100_000))
        release.spec.isPaused = false
        try release.pass()
        #expect(release.phase == .holding)
        try release.pass(after: .seconds(3600))
        #expect(release.state?.cause == .deadlineExceeded)
    }
}
