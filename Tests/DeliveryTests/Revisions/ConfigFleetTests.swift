import Delivery
import HotConfig
import KubeModel
import LocalCluster
import ReleaseEngine
import TestKit
import Testing

@Suite("A fleet whose configuration is rolled out")
struct ConfigFleetTests {
    @Test func aGoodRevisionComesToAllShareByShareAndIsLoadedOnce() async throws {
        try await withConfigFleet { fleet in
            let rollout = try await fleet.roll(out: 2, steps: [(25, 60_000), (50, 60_000)])
            try await fleet.holds(25, rollout)
            let staging = try #require(try await fleet.picture.staging)
            let share = fleet.pods.map(\.name).filter(staging.includes)
            #expect(share.count == 2 && fleet.touched(by: 2) == share)
            for pod in fleet.pods { #expect(pod.config.report.staging?.isInShare == share.contains(pod.name)) }

            try await fleet.ask(.promote, rollout)
            try await fleet.reaches(.succeeded, rollout)
            for pod in fleet.pods { #expect(pod.limits == [1, 2], "\(pod.name): one change, and none by the promotion") }
            let picture = try await fleet.picture
            #expect(picture.plain == RevisionStore.content(2) && picture.staging == nil && picture.mark.revision == "r2")
        }
    }

    @Test func stepsPassByThemselvesWhenNothingIsWrong() async throws {
        try await withConfigFleet { fleet in
            let rollout = try await fleet.roll(out: 2, steps: [(25, 50), (50, 50)])
            try await fleet.reaches(.succeeded, rollout)
            let weights = try await fleet.status(rollout)["history"].elements.compactMap { $0["weight"].int }
            #expect(Set(weights) == [0, 25, 50, 100] && weights == weights.sorted())
            for pod in fleet.pods { #expect(pod.limits == [1, 2]) }
        }
    }

    @Test func aHarmfulRevisionGoesBackAndNobodyOutsideTheShareEverHadIt() async throws {
        try await withConfigFleet { fleet in
            let rollout = try await fleet.roll(out: 666, steps: [(25, 60_000)])
            try await fleet.reaches(.rolledBack, rollout)
            #expect(try await fleet.status(rollout)["reason"] == "AnalysisFailed")
            let touched = fleet.touched(by: 666)
            #expect(touched.count == 2)
            for pod in fleet.pods { #expect(pod.limits == (touched.contains(pod.name) ? [1, 666, 1] : [1]), "\(pod.name)") }
            let picture = try await fleet.picture
            #expect(picture.plain == RevisionStore.content(1) && picture.staging == nil && picture.mark.revision == "r1")
            #expect(try await fleet.revisions.revisions.get(2).content == RevisionStore.content(666), "it stays in the history")
        }
    }

    @Test func anAbortTakesItBackAndAnUndoDoesSoAfterTheEnd() async throws {
        try await withConfigFleet { fleet in
            let first = try await fleet.roll(out: 2, steps: [(50, 60_000)])
            try await fleet.holds(50, first)
            try await fleet.ask(.abort, first)
            try await fleet.reaches(.rolledBack, first)
            #expect(fleet.touched(by: 2).count == 4)

            let second = try await fleet.roll(out: 3, steps: [])
            try await fleet.reaches(.succeeded, second)
            try await fleet.ask(.undo, second)
            try await fleet.reaches(.rolledBack, second)
            for pod in fleet.pods { #expect(pod.limits.suffix(2) == [3, 1], "\(pod.name)") }
            #expect(try await fleet.picture.mark.revision == "r1")
        }
    }

    @Test func anyRevisionThatIsKeptCanComeBack() async throws {
        try await withConfigFleet { fleet in
            for limit in [2, 3, 4] { try await fleet.reaches(.succeeded, try await fleet.roll(out: limit, steps: [], metrics: [])) }
            try await fleet.reaches(.succeeded, try await fleet.roll(outRevision: 2, steps: []))
            #expect(try await fleet.picture.mark.revision == "r2")
            for pod in fleet.pods { #expect(pod.limits == [1, 2, 3, 4, 2]) }
        }
    }

    @Test func aDirectEditIsRecordedAndTakesTheRolloutsPlace() async throws {
        try await withConfigFleet { fleet in
            let rollout = try await fleet.roll(out: 2, steps: [(25, 60_000)])
            try await fleet.holds(25, rollout)
            try await fleet.store.patch(RevisionStore.mainKey, .merge(["data": ["web.yaml": "limit: 9"]]), manager: "kubectl-edit")
            try await fleet.reaches(.superseded, rollout)
            try await eventually { try await fleet.picture.isMarked }
            let picture = try await fleet.picture
            #expect(picture.plain.texts == ["web.yaml": "limit: 9"] && picture.staging == nil)
            let recorded = try await fleet.revisions.revisions.get(try #require(ConfigNames.number(ofRevision: picture.mark.revision)))
            #expect(recorded.author == "kubectl-edit" && recorded.reason == "edited directly")
            try await eventually { fleet.pods.allSatisfy { $0.limits.last == 9 } }
        }
    }

    /// What is left of a rollout that is gone is measured by nobody.
    @Test func aRolloutThatIsDeletedLeavesNoShareBehind() async throws {
        try await withConfigFleet { fleet in
            let rollout = try await fleet.roll(out: 2, steps: [(25, 60_000)])
            try await fleet.holds(25, rollout)
            try await fleet.store.delete(ObjectKey(.configRollouts, namespace: "shop", name: rollout), DeleteOptions())
            try await eventually(within: .seconds(20)) { try await fleet.picture.staging == nil }
            try await eventually { fleet.pods.allSatisfy { $0.limits.last == 1 } }
            let next = try await fleet.roll(out: 3, steps: [(25, 50)])
            try await fleet.reaches(.succeeded, next)
        }
    }

    /// An API write is not a pod that follows: with nobody to ask, nothing counts as live and nothing goes on.
    @Test func whileThePodsCannotBeAskedNothingGoesOn() async throws {
        try await withConfigFleet { fleet in
            let rollout = try await fleet.roll(out: 2, steps: [(25, 60_000)])
            try await fleet.holds(25, rollout)
            fleet.goAway(true)
            try await fleet.ask(.promote, rollout)
            try await eventually { try await fleet.status(rollout)["waiting"].string?.contains("confirmed") == true }
            #expect(fleet.touched(by: 2).count == 2)
            fleet.goAway(false)
            try await fleet.reaches(.succeeded, rollout)
        }
    }

    @Test func aPodThatDoesNotFollowIsWaitedForByName() async throws {
        try await withConfigFleet { fleet in
            fleet.silence("web-v1-3")
            let rollout = try await fleet.roll(out: 2, steps: [(25, 60_000)])
            try await eventually { try await fleet.status(rollout)["waiting"].string?.contains("web-v1-3") == true }
            #expect(fleet.touched(by: 2).isEmpty, "the first weights have to hold before a share is given anything")
            try await fleet.ask(.abort, rollout)
        }
    }

    /// Written past every check, by hand: the pods refuse it themselves, and the rollout does not wait for them until its deadline.
    @Test func aRevisionThatPodsRefuseGoesBack() async throws {
        try await withConfigFleet { fleet in
            let revision = try await fleet.revisions.revisions.record(
                ConfigContent(texts: ["web.yaml": "limit: none"]), author: "ada", reason: "")
            let rollout = try await fleet.roll(outRevision: revision.number, steps: [(25, 60_000)])
            try await fleet.reaches(.rolledBack, rollout)
            #expect(try await fleet.status(rollout)["message"].string?.contains("refusing the revision") == true)
            for pod in fleet.pods { #expect(pod.limits == [1]) }
        }
    }

    @Test func theShareIsDrawnAnewWhenTheServiceGrows() async throws {
        try await withConfigFleet { fleet in
            let rollout = try await fleet.roll(out: 2, steps: [(25, 60_000)])
            try await fleet.holds(25, rollout)
            for index in 8..<16 { try await fleet.add("web-v1-\(index)") }
            try await eventually(within: .seconds(30)) { fleet.pods.count { $0.config.current.value.limit == 2 } == 4 }
            let release = try #require(try await fleet.picture.staging).release
            let drawn = fleet.pods.map(\.name).sorted {
                ConfigStaging.position(of: $0, release: release) < ConfigStaging.position(of: $1, release: release)
            }
            #expect(Set(fleet.pods.filter { $0.config.current.value.limit == 2 }.map(\.name)) == Set(drawn.prefix(4)))
            try await fleet.ask(.promote, rollout)
            try await fleet.reaches(.succeeded, rollout)
        }
    }
}
