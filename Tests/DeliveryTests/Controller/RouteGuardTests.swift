import Delivery
import KubeModel
import ReleaseEngine
import TestKit
import Testing

@Suite("Routes between releases")
struct RouteGuardTests {
    /// v2 serves, and somebody applies the manifest again in which v1 does.
    private func reapply(managed: Bool, _ body: (PlayedShop) async throws -> Void) async throws {
        try await withPlayedShop { shop in
            try await shop.addVersion("v2")
            try await running({ try await shop.controller("one").run() }) {
                try await shop.begin(PlayedShop.release())
                try await shop.reaches(.succeeded)
                var route = try await shop.store.get(PlayedShop.key(.virtualServices, "web"))
                route["spec", "http"] = PlayedShop.route.spec["http"]
                if !managed { route["metadata", "annotations", "delivery.souk.dev/managed"] = "false" }
                try await shop.store.update(route, as: .virtualServices, manager: "kubectl-client-side-apply")
                try await body(shop)
            }
        }
    }

    @Test func aRouteThatIsLedAwayIsPutBack() async throws {
        try await reapply(managed: true) { shop in
            try await eventually { try await shop.weights == "v2=100" }
            try await eventually { try await shop.events().contains("RouteRestored") }
        }
    }

    @Test func peopleCanSwitchThatOff() async throws {
        try await reapply(managed: false) { shop in
            // Something else that the controller does shows that it has looked.
            try await shop.addVersion("v3")
            try await shop.begin(PlayedShop.release(to: "v3", steps: [(0, 10)]))
            try await shop.reaches(.failed, "web-v3")
            #expect(try await shop.weights == "v1=100")
        }
    }

    @Test func aReleaseThatIsDeletedHalfWayLeavesNoShareBehind() async throws {
        try await withPlayedShop { shop in
            try await shop.addVersion("v2")
            try await running({ try await shop.controller("one").run() }) {
                try await shop.begin(PlayedShop.release(steps: [(40, 60_000)]))
                try await shop.holds(40)
                try await shop.store.delete(PlayedShop.key(.releases, "web-v2"))
                try await eventually { try await shop.weights == "v1=100" }
            }
            #expect(await shop.plane.violations == [])
        }
    }
}
