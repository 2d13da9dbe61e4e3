import KubeModel
import Testing

@Suite("How lists and watches follow each other")
struct ListWatchStateTests {
    private let away = StatusError(code: 0, reason: .unknown, message: "refused")
    private let busy = StatusError(code: 503, reason: .unavailable, message: "busy")
    private let refused = StatusError(code: 403, reason: .forbidden, message: "no")

    private func object(_ version: String) -> KubeObject {
        var object = KubeObject(.configMaps, namespace: "shop", name: "a")
        object.resourceVersion = version
        return object
    }

    private func watching() -> ListWatchState {
        var state = ListWatchState()
        state.listed(at: "5")
        _ = state.opened()
        return state
    }

    @Test func aListIsFollowedByAWatchFromItsVersion() {
        var state = ListWatchState()
        #expect(state.phase == .listing)
        state.listed(at: "5")
        #expect(state.phase == .opening(after: "5"))
        let isTold = state.opened()
        #expect(!isTold, "nobody was told that the API was away")
        #expect(state.phase == .watching(after: "5"))
    }

    @Test func everyEventMovesTheVersion() {
        var state = watching()
        for (event, version) in [
            (WatchEvent.added(object("6")), "6"), (.modified(object("7")), "7"), (.deleted(object("8")), "8"),
            (.bookmark(resourceVersion: "12"), "12"),
        ] {
            state.heard(event)
            #expect(state.phase == .watching(after: version))
        }
    }

    @Test func anEndGoesOnFromTheLastVersionAndPausesOnlyWhenItRepeats() {
        var state = watching()
        state.heard(.added(object("6")))
        state.ended(after: .milliseconds(1))
        #expect(state.phase == .opening(after: "6") && state.failuresToPauseFor == 0)
        _ = state.opened()
        state.ended(after: .milliseconds(1))
        #expect(state.failuresToPauseFor == 1)
        _ = state.opened()
        state.ended(after: ListWatchState.settled)
        #expect(state.failuresToPauseFor == 0)
    }

    @Test func anOldVersionListsAgainWithoutAlarm() {
        var state = watching()
        let first = state.failed(.expired("5"))
        #expect(!first)
        #expect(state.phase == .listing && state.failuresToPauseFor == 0)
        state.listed(at: "9")
        let second = state.failed(.expired("9"))
        #expect(!second)
        #expect(state.failuresToPauseFor == 1, "twice in a row is no accident")
    }

    @Test func anAPIThatIsAwayIsToldOfAndTheWatchGoesOn() {
        for error in [away, busy] {
            var state = watching()
            let first = state.failed(error)
            #expect(first && state.phase == .opening(after: "5") && state.failuresToPauseFor == 1)
            let second = state.failed(error)
            #expect(second && state.failuresToPauseFor == 2)
            let isTold = state.opened()
            #expect(isTold, "the listener hears that nothing was missed")
        }
    }

    @Test func aRefusedWatchListsAgain() {
        var state = watching()
        let isAlarm = state.failed(refused)
        #expect(isAlarm && state.phase == .listing)
        state.listed(at: "9")
        let isTold = state.opened()
        #expect(!isTold, "the new list has said it all")
    }

    @Test func oneThatMustNotSeeThePastListsAgainAfterAnyFailure() {
        var state = ListWatchState(relistsAfterFailure: true)
        state.listed(at: "5")
        _ = state.opened()
        let isAlarm = state.failed(away)
        #expect(isAlarm && state.phase == .listing)
    }

    @Test func hearingAnythingEndsTheCount() {
        var state = watching()
        for _ in 0..<5 { _ = state.failed(away) }
        _ = state.opened()
        state.heard(.bookmark(resourceVersion: "6"))
        #expect(state.failures == 0)
    }

    @Test func pausesGrowToTheirLimit() {
        let backoff = Backoff(first: .milliseconds(100), longest: .seconds(10))
        #expect(backoff.pause(afterFailures: 0, random: 1) == .zero)
        #expect(backoff.pause(afterFailures: 1, random: 0) == .milliseconds(50))
        #expect(backoff.pause(afterFailures: 3, random: 1) == .milliseconds(400))
        #expect(backoff.pause(afterFailures: 1_000, random: 1) == .seconds(10))
    }
}
