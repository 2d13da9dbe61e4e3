import Delivery
import KubeModel
import ReleaseEngine
import TestKit
import Testing

@Suite("Mishaps during a release")
struct MishapTests {
    private func withHeldRelease(
        steps: [(weight: Int, hold: Int)] = [(20, 60_000)], analysis: JSON = PlayedShop.quick, more: [String: JSON] = [:],
        _ body: (PlayedShop) async throws -> Void
    ) async throws {
        try await withPlayedShop { shop in
            try await shop.addVersion("v2")
            try await running({ try await shop.controller("one").run() }) {
                try await shop.begin(PlayedShop.release(steps: steps, analysis: analysis, more: more))
                try await shop.holds(steps[0].weight)
                try await body(shop)
            }
            #expect(await shop.plane.violations == [])
        }
    }

    /// Pitfall 1: an API write is not the data plane.
    @Test func nothingGoesOnBeforeTheMeshHasTheWeights() async throws {
        try await withHeldRelease(steps: [(20, 1_500), (60, 30)]) { shop in
            try await shop.plane.stallMesh(true)
            try await eventually(within: .seconds(20)) { try await shop.weights == "v1=40 v2=60" }
            try await eventually { try await shop.status()["waiting"] == "the mesh has not confirmed the weights" }
            #expect(try await shop.phase() == "Progressing")
            // Without the confirmation no samples count, and nothing is scaled down.
            #expect(try await shop.replicas("v1") == 2)
            try await shop.plane.stallMesh(false)
            try await shop.reaches(.succeeded)
        }
    }

    /// Pitfall 2: an abort is obeyed although the mesh, the metrics and the pods are waited for.
    @Test func anAbortIsObeyedWhateverIsBroken() async throws {
        try await withHeldRelease { shop in
            try await shop.plane.stallMesh(true)
            shop.metrics.goAway(true)
            try await shop.patch(RolloutPatch.request(.abort, id: "now"))
            try await eventually { try await shop.weights == "v1=100" }
            #expect(try await shop.replicas("v2") > 0)
            try await shop.plane.stallMesh(false)
            try await shop.reaches(.rolledBack)
        }
    }

    /// Pitfall 2: a crash is judged before anything that may be missing.
    @Test func aCrashTakesTheRequestsAway() async throws {
        try await withHeldRelease { shop in
            shop.metrics.goAway(true)
            try await shop.plane.crash("v2")
            try await shop.reaches(.rolledBack)
            let status = try await shop.status()
            #expect(status["reason"] == "Crashed")
            #expect(status["message"] == "it crashed 1 times, the last time by exit code 134")
        }
    }

    /// Pitfall 5: the old version is scaled up and ready before it takes requests back.
    @Test func theOldVersionHasItsPodsBeforeTheRequests() async throws {
        try await withHeldRelease(steps: [(20, 1_500), (100, 60_000)]) { shop in
            try await shop.holds(100)
            try await shop.plane.setReady("v1", false)
            try await shop.patch(RolloutPatch.request(.abort, id: "now"))
            try await eventually { try await shop.status()["waiting"] == "0 of 2 pods of v1 are ready" }
            #expect(try await shop.weights == "v2=100")
            try await shop.plane.setReady("v1", true)
            try await shop.reaches(.rolledBack)
            #expect(try await shop.weights == "v1=100")
        }
    }

    /// Pitfall 6: a change of the configuration in the middle of an analysis begins it anew.
    @Test func anotherConfigurationBeginsTheAnalysisAnew() async throws {
        try await withHeldRelease { shop in
            try await eventually { try await shop.status()["analyses"][0]["verdict"] == "cleared" }
            var map = KubeObject(.configMaps, namespace: "shop", name: "web-config", labels: ["app": "web"])
            map["data"] = ["a": "1"]
            try await shop.store.create(map, as: .configMaps)
            try await eventually {
                try await shop.status()["history"].elements.contains {
                    $0["message"] == "The configuration changed: the analysis begins anew"
                }
            }
            #expect(try await shop.phase() == "Holding")
        }
    }

    /// Pitfall 8: a source that is away is no failure of the version, and is not waited for without end either.
    @Test func aSourceThatStaysAwayTakesTheVersionBack() async throws {
        try await withHeldRelease { shop in
            shop.metrics.goAway(true)
            try await shop.reaches(.rolledBack)
            #expect(try await shop.status()["reason"] == "MetricsUnavailable")
        }
    }

    @Test func aSourceThatComesBackIsForgiven() async throws {
        var patient = PlayedShop.quick
        patient["providerFailures"] = 1_000
        try await withHeldRelease(steps: [(20, 1_500), (60, 30)], analysis: patient) { shop in
            shop.metrics.goAway(true)
            try await eventually { try await shop.status()["analyses"][0]["verdict"] == "providerError" }
            shop.metrics.goAway(false)
            try await shop.reaches(.succeeded)
        }
    }

    /// Pitfall 8: no data is neither good nor bad.
    @Test func withoutDataNothingGoesOn() async throws {
        try await withPlayedShop { shop in
            shop.metrics.forgetAll(true)
            try await shop.addVersion("v2")
            try await running({ try await shop.controller("one").run() }) {
                try await shop.begin(PlayedShop.release(more: ["deadline": "4s"]))
                try await eventually { try await shop.status()["analyses"][0]["verdict"] == "noData" }
                try await shop.reaches(.rolledBack)
            }
            #expect(try await shop.status()["reason"] == "DeadlineExceeded")
        }
    }

    @Test func aVersionThatIsNeverReadyGetsNothing() async throws {
        try await withPlayedShop { shop in
            await shop.plane.setUnready("v2")
            try await shop.addVersion("v2")
            try await running({ try await shop.controller("one").run() }) {
                try await shop.begin(PlayedShop.release(more: ["readyDeadline": "300ms"]))
                try await shop.reaches(.rolledBack)
            }
            #expect(try await shop.status()["reason"] == "NeverReady")
            #expect(await shop.plane.writes.map(\.weights).allSatisfy { $0 == "v1=100" })
        }
    }

    @Test func aRouteThatSomebodyChangesIsWrittenAnew() async throws {
        try await withHeldRelease { shop in
            var route = try await shop.store.get(PlayedShop.key(.virtualServices, "web"))
            route["spec", "http"] = PlayedShop.route.spec["http"]
            try await shop.store.update(route, as: .virtualServices, manager: "kubectl-client-side-apply")
            try await eventually { try await shop.weights == "v1=80 v2=20" }
            try await eventually { try await shop.events().contains("RouteDrifted") }
        }
    }

    @Test(arguments: [11, 22, 33, 44]) func conflictsAndLostAnswersOnlyCostTime(_ seed: UInt64) async throws {
        try await withPlayedShop { shop in
            try await shop.addVersion("v2")
            let api = ConflictingAPI(shop.store, share: 0.3, seed: seed)
            try await running({ try await shop.controller("one", api: api).run() }) {
                try await shop.begin(PlayedShop.release())
                try await shop.reaches(.succeeded)
            }
            #expect(api.injected > 0)
            let weights = await shop.plane.writes.map(\.weights).reduce(into: [String]()) { if $0.last != $1 { $0.append($1) } }
            #expect(weights == ["v1=100", "v1=80 v2=20", "v1=40 v2=60", "v2=100"], "seed \(seed)")
            #expect(await shop.plane.violations == [], "seed \(seed)")
        }
    }
}
