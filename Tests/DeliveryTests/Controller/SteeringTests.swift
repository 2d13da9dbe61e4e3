import Delivery
import KubeModel
import ReleaseEngine
import TestKit
import Testing

/// What people do with `kubectl patch` and `kubectl apply` while a release runs.
@Suite("Steering a release")
struct SteeringTests {
    private func withRelease(_ release: KubeObject, _ body: (PlayedShop) async throws -> Void) async throws {
        try await withPlayedShop { shop in
            try await shop.addVersion("v2")
            try await running({ try await shop.controller("one").run() }) {
                try await shop.begin(release)
                try await body(shop)
            }
            #expect(await shop.plane.violations == [])
        }
    }

    @Test func aPauseHoldsItAndGoingOnEndsIt() async throws {
        try await withRelease(PlayedShop.release(more: ["paused": true])) { shop in
            try await eventually { try await shop.status()["waiting"] == "paused" }
            #expect(try await shop.weights == "v1=100")
            #expect(try await shop.store.get(PlayedShop.key(.releases, "web-v2")).condition("Progressing")["status"] == "Unknown")
            try await shop.patch(RolloutPatch.pause(false))
            try await shop.reaches(.succeeded)
        }
    }

    @Test func aPromotionSkipsTheHolds() async throws {
        try await withRelease(PlayedShop.release(steps: [(10, 60_000), (50, 60_000)])) { shop in
            try await shop.holds(10)
            try await shop.patch(RolloutPatch.request(.promote, id: "now"))
            try await shop.reaches(.succeeded)
            #expect(try await shop.status()["requestID"] == "now")
            #expect(await shop.plane.writes.map(\.weights).suffix(2) == ["v1=90 v2=10", "v2=100"])
        }
    }

    @Test func anAbortTakesTheVersionOut() async throws {
        try await withRelease(PlayedShop.release(steps: [(10, 60_000)])) { shop in
            try await shop.holds(10)
            try await shop.patch(RolloutPatch.request(.abort, id: "no"))
            try await shop.reaches(.rolledBack)
            #expect(try await shop.weights == "v1=100")
            #expect(try await shop.status()["reason"] == "Aborted")
        }
    }

    @Test func anUndoAfterSuccessScalesTheOldVersionUpFirst() async throws {
        try await withRelease(PlayedShop.release()) { shop in
            try await shop.reaches(.succeeded)
            #expect(try await shop.replicas("v1") == 0)
            try await shop.patch(RolloutPatch.request(.undo, id: "back"))
            try await shop.reaches(.rolledBack)
            #expect(try await shop.weights == "v1=100")
            #expect(try await shop.mark.stable == "v1")
            #expect(try await (shop.replicas("v1"), shop.replicas("v2")) == (2, 0))
        }
    }

    /// A request is obeyed once, also by a controller that has just begun.
    @Test func aRequestIsObeyedOnce() async throws {
        try await withRelease(PlayedShop.release()) { shop in
            try await shop.reaches(.succeeded)
            try await shop.patch(RolloutPatch.request(.undo, id: "back"))
            try await shop.reaches(.rolledBack)
            let writes = await shop.plane.writes.count
            try await running({ try await shop.controller("other").run() }) {
                try await shop.patch(.merge(["spec": ["deadline": "40m"]]))
                try await eventually { try await shop.status()["observedGeneration"] == 3 }
            }
            #expect(try await shop.phase() == "RolledBack")
            #expect(await shop.plane.writes.count == writes)
        }
    }

    @Test func aMistakeInTheSpecificationTouchesNothing() async throws {
        try await withRelease(PlayedShop.release(steps: [(50, 10), (20, 10)])) { shop in
            try await shop.reaches(.failed)
            #expect(try await shop.status()["message"] == "steps: weights must rise")
            #expect(await shop.plane.writes.map(\.weights) == ["v1=100"])
            #expect(try await shop.mark.writer == nil)
        }
    }
}
