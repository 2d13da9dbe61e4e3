import Delivery
import KubeModel
import ReleaseEngine
import TestKit
import Testing

/// Pitfall 9: a third version during the release of the second.
@Suite("A newer release")
struct SupersedingTests {
    @Test func beginsWhenTheOlderOneIsOut() async throws {
        try await withPlayedShop { shop in
            for version in ["v2", "v3"] { try await shop.addVersion(version) }
            try await running({ try await shop.controller("one").run() }) {
                try await shop.begin(PlayedShop.release(steps: [(40, 60_000)]))
                try await shop.holds(40)
                try await shop.begin(PlayedShop.release(to: "v3"))
                try await shop.reaches(.superseded)
                try await shop.reaches(.succeeded, "web-v3")
            }
            // First the old canary has nothing, then it is scaled down, and only then the next one gets its first share.
            #expect(
                await shop.plane.writes.map(\.weights)
                    == ["v1=100", "v1=100", "v1=60 v2=40", "v1=100", "v1=100", "v1=80 v3=20", "v1=40 v3=60", "v3=100"])
            #expect(await shop.plane.writes.compactMap(\.intent) == [1, 2, 3, 4, 5, 6, 7])
            #expect(try await (shop.replicas("v1"), shop.replicas("v2"), shop.replicas("v3")) == (0, 0, 2))
            #expect(await shop.plane.violations == [])
            #expect(try await shop.status()["analyses"].elements.allSatisfy { $0["verdict"] != "condemned" })
        }
    }

    @Test func withAMistakeInItMakesNobodyMakeWay() async throws {
        try await withPlayedShop { shop in
            for version in ["v2", "v3"] { try await shop.addVersion(version) }
            try await running({ try await shop.controller("one").run() }) {
                try await shop.begin(PlayedShop.release(steps: [(40, 2_000)]))
                try await shop.holds(40)
                try await shop.begin(PlayedShop.release(to: "v3", steps: [(0, 10)]))
                try await shop.reaches(.failed, "web-v3")
                try await shop.reaches(.succeeded)
            }
        }
    }

    @Test func inTheSameObjectBeginsAnew() async throws {
        try await withPlayedShop { shop in
            for version in ["v2", "v3"] { try await shop.addVersion(version) }
            try await running({ try await shop.controller("one").run() }) {
                try await shop.begin(PlayedShop.release(steps: [(40, 2_000)]))
                try await shop.holds(40)
                try await shop.patch(.merge(["spec": ["to": "v3"]]))
                try await eventually(within: .seconds(30)) { try await shop.mark.stable == "v3" }
                try await shop.reaches(.succeeded)
            }
            #expect(await shop.plane.violations == [])
            #expect(try await (shop.replicas("v2"), shop.replicas("v3")) == (0, 2))
        }
    }
}
