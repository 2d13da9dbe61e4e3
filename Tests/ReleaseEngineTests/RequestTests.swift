import ReleaseEngine
import Testing

/// Pause, promote, abort and undo.
@Suite struct RequestTests {
    @Test func aPausedReleaseStaysAndGoesOn() throws {
        var release = DrivenRelease.canary()
        try release.run(to: .holding)
        release.spec.isPaused = true
        try release.run(passes: 200)
        #expect(release.phase == .holding)
        #expect(release.state?.waiting == "paused")
        release.spec.isPaused = false
        try release.run(passes: 1)
        #expect(release.state?.step == 1)
    }

    @Test func faultsAreJudgedWhilePaused() throws {
        var release = DrivenRelease.canary()
        try release.run(to: .holding)
        release.spec.isPaused = true
        try release.run(passes: 3)
        release.serve(1000, newFailures: 50)
        try release.pass()
        #expect(release.state?.cause == .condemned(metric: "errors"))
    }

    @Test func promoteSkipsTheRestButNotTheCapacity() throws {
        var release = DrivenRelease.canary()
        try release.run(to: .holding)
        release.podsStart = false
        release.spec.request = ReleaseRequest(.promote, generation: 1)
        try release.run(passes: 2)
        #expect(release.written == 20)
        #expect(release.seen.versions["v2"]?.wanted == 10)
        release.seen.versions["v2"]?.ready = 10
        release.podsStart = true
        try release.pass()
        #expect(release.written == 100)
        try release.run(to: .succeeded, passes: 40)
        #expect(release.phase == .succeeded)
    }

    @Test func promoteDoesNotSaveACondemnedVersion() throws {
        var release = DrivenRelease.canary()
        try release.run(to: .holding)
        try release.run(passes: 3)
        release.serve(1000, newFailures: 50)
        release.spec.request = ReleaseRequest(.promote, generation: 1)
        try release.pass()
        #expect(release.phase == .rollingBack)
    }

    @Test func aRequestIsObeyedOnce() throws {
        var release = DrivenRelease.canary()
        release.spec.request = ReleaseRequest(.abort, generation: 3)
        try release.pass()
        #expect(release.phase == .rolledBack)
        release.seen.versions["v3"] = VersionObservation(wanted: 0, ready: 0)
        release.spec.to = "v3"
        try release.pass()
        #expect(release.phase == .preparing, "the abort was meant for v2")
        release.spec.request = ReleaseRequest(.abort, generation: 4)
        try release.pass()
        #expect(release.phase == .rollingBack)
    }

    @Test func anUndoToAVersionThatIsGoneIsRefused() throws {
        var release = DrivenRelease.canary()
        try release.run(to: .succeeded)
        release.seen.versions["v1"] = nil
        release.spec.request = ReleaseRequest(.undo, generation: 1)
        try release.run(passes: 5)
        #expect(release.phase == .succeeded && release.written == 100)
        #expect(release.events.contains { $0.reason == "UndoRefused" && $0.message.contains("v1") })
    }

    /// The old version's pods do not come up: neither somebody who thinks again nor the next release is held up by that.
    @Test(arguments: [false, true]) func anUndoThatHasMovedNothingMakesWay(isAborted: Bool) throws {
        var release = DrivenRelease.canary()
        try release.run(to: .succeeded)
        release.podsStart = false
        release.spec.request = ReleaseRequest(.undo, generation: 1)
        try release.run(passes: 50)
        #expect(release.phase == .rollingBack && release.written == 100)
        if isAborted {
            release.spec.request = ReleaseRequest(.abort, generation: 2)
        } else {
            release.seen.supersededBy = "v3"
        }
        try release.pass()
        // Whatever made somebody ask for the undo goes on, and so may somebody's asking.
        release.seen.versions["v2"]?.crashes = 5
        release.spec.request = ReleaseRequest(.abort, generation: 3)
        try release.run(to: .succeeded, passes: 60)
        #expect(release.phase == .succeeded && release.written == 100 && release.seen.markedStable == "v2")
        #expect(release.seen.versions["v1"]?.wanted == 0)
    }

    @Test func undoGoesBackToTheVersionBefore() throws {
        var release = DrivenRelease.canary()
        try release.run(to: .succeeded)
        release.spec.request = ReleaseRequest(.undo, generation: 1)
        try release.run(passes: 2)
        #expect(release.written == 0)
        try release.run(to: .rolledBack, passes: 60)
        #expect(release.phase == .rolledBack)
        #expect(release.state?.cause == .undone)
        #expect(release.seen.markedStable == "v1")
        #expect(release.seen.versions["v2"]?.wanted == 0)
    }

    @Test func undoIsRefusedOnceAnotherReleaseHasTheRoute() throws {
        var release = DrivenRelease.canary()
        try release.run(to: .succeeded)
        release.seen.route?.intent = RouteIntent(release: "r3", number: 99)
        release.spec.request = ReleaseRequest(.undo, generation: 1)
        let decision = try release.pass()
        #expect(decision.state.phase == .succeeded)
        #expect(decision.events.map(\.reason) == ["UndoRefused"])
    }

    @Test func abortDuringThePromotionBringsTheOldVersionBack() throws {
        var release = DrivenRelease.canary()
        try release.run(to: .promoting)
        try release.pass()
        #expect(release.seen.markedStable == "v2")
        release.spec.request = ReleaseRequest(.abort, generation: 1)
        release.proxiesFollow = false
        try release.run(passes: 50)
        #expect(release.written == 0)
        #expect(release.seen.markedStable == "v2", "until every proxy has gone back")
        release.acknowledge()
        try release.run(to: .rolledBack, passes: 60)
        #expect(release.seen.markedStable == "v1")
        #expect(release.written == 0)
    }

    @Test func terminalStatesStayWhateverIsAsked() throws {
        for kind in [ReleaseRequest.Kind.promote, .abort] {
            var release = DrivenRelease.canary()
            try release.run(to: .succeeded)
            release.spec.request = ReleaseRequest(kind, generation: 1)
            release.seen.versions["v2"]?.crashes = 9
            let decision = try release.pass(after: .seconds(100_000))
            #expect(decision.state.phase == .succeeded)
            #expect(decision.actions.isEmpty)
            #expect(decision.lookAgain == nil)
        }
    }
}
