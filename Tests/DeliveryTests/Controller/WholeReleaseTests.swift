import Delivery
import KubeModel
import ReleaseEngine
import TestKit
import Testing

@Suite("Whole releases")
struct WholeReleaseTests {
    @Test func aGoodVersionGetsEverythingStepByStep() async throws {
        try await withPlayedShop { shop in
            try await shop.addVersion("v2")
            try await shop.begin(PlayedShop.release())
            try await running({ try await shop.controller("one").run() }) {
                try await shop.reaches(.succeeded)
            }
            let writes = await shop.plane.writes
            #expect(writes.map(\.weights) == ["v1=100", "v1=100", "v1=80 v2=20", "v1=40 v2=60", "v2=100"])
            #expect(writes.compactMap(\.intent) == [1, 2, 3, 4])
            #expect(await shop.plane.violations == [])
            #expect(try await shop.mark.stable == "v2")
            #expect(try await (shop.replicas("v1"), shop.replicas("v2")) == (0, 2))
            let status = try await shop.status()
            #expect(
                status["conditions"].elements.map { "\($0["type"].string ?? "")=\($0["status"].string ?? "")" } == [
                    "Progressing=False", "Succeeded=True",
                ])
            #expect(status["analyses"].elements.map { $0["metric"] } == ["errors"])
        }
    }

    @Test func aVersionThatFailsGoesBack() async throws {
        try await withPlayedShop { shop in
            try await shop.addVersion("v2")
            shop.metrics.fail("v2", 0.3)
            try await shop.begin(PlayedShop.release(steps: [(20, 60_000)]))
            try await running({ try await shop.controller("one").run() }) {
                try await shop.reaches(.rolledBack)
            }
            #expect(await shop.plane.writes.map(\.weights) == ["v1=100", "v1=100", "v1=80 v2=20", "v1=100"])
            #expect(await shop.plane.violations == [])
            #expect(try await shop.status()["reason"] == "AnalysisFailed")
            #expect(try await shop.mark.stable == "v1")
            #expect(try await (shop.replicas("v1"), shop.replicas("v2")) == (2, 0))
            #expect(try await shop.events().contains("AnalysisFailed"))
        }
    }

    @Test func aBlueGreenReleaseIsSeenByHeaderFirstAndThenSwitchesAtOnce() async throws {
        try await withPlayedShop { shop in
            try await shop.addVersion("v2")
            var release = PlayedShop.release()
            release["spec", "strategy"] = [
                "blueGreen": ["preview": ["header": "x-souk-preview", "value": "v2", "hold": "10ms"], "hold": "30ms"]
            ]
            try await shop.begin(release)
            try await running({ try await shop.controller("one").run() }) {
                try await eventually(within: .seconds(20)) { try await shop.status()["waiting"] == "somebody has to promote it" }
                // All pods are there, the header leads to them, and nobody else does.
                #expect(try await shop.plane.ready("v2") == 2)
                let route = try await shop.store.get(PlayedShop.key(.virtualServices, "web"))
                #expect(
                    route.spec["http"].elements.map { $0["name"].string } == ["preview-reads", "preview-writes", "reads", "writes"])
                #expect(RouteSplit(route, service: "web").observed(stable: "v1", new: "v2").split.new == 0)
                try await shop.patch(RolloutPatch.request(.promote, id: "go"))
                try await shop.reaches(.succeeded)
            }
            #expect(await shop.plane.writes.last?.weights == "v2=100")
            #expect(try await shop.mark.preview == nil)
            #expect(await shop.plane.violations == [])
            #expect(try await (shop.replicas("v1"), shop.replicas("v2")) == (0, 2))
        }
    }
}
