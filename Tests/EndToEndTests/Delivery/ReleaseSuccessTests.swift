import Foundation
import LoadGenerator
import TestKit
import Testing

/// Sound versions on their way in, and out again, under load and with the mesh's retries off: nothing may hide a lost request.
@Suite(.serialized) struct ReleaseSuccessTests {
    @Test(.timeLimit(.minutes(6))) func aCanaryASwitchAndAWayBackLoseNothing() async throws {
        let seed = SeededGenerator.freshSeed()
        try await LocalShop.withShop { shop in
            for service in ["product-service", "storefront"] { try await shop.switchRetriesOff(of: service) }
            let load = try shop.startLoad(rate: 80, for: .seconds(300), seed: seed)
            try await load.waitUntilVisited()

            let canary = try await shop.souk("release", "product-service", "--image", "local", "--steps", "10:4s,50:4s", "--drain", "5s")
            #expect(canary.status == 0 && canary.output.contains("product-service v2 serves all requests."), "\(canary.output)")
            for step in ["Step 1 of 3: 10 % to v2", "Step 2 of 3: 50 % to v2", "Step 3 of 3: 100 % to v2"] {
                #expect(try await shop.release(of: "product-service").history.contains(step), "\(canary.output)")
            }
            try await Self.serves("v2", of: "product-service", instead: "v1", in: shop)

            try await Self.switches("storefront", in: shop)
            let undo = try await shop.souk("release", "undo", "storefront")
            #expect(undo.status == 0 && undo.output.contains("storefront went back to v1"), "\(undo.output)")
            #expect(try await shop.release(of: "storefront").phase == "RolledBack")
            try await Self.serves("v1", of: "storefront", instead: "v2", in: shop)

            let result = try await load.stop()
            print("good releases: \(result.total.finished) requests, \(result.lost) lost, \(result.total.latency)")
            #expect(result.lost == 0, "seed \(seed): \(result.losses)")
            #expect(result.total.finished > 3_000)
            #expect(try await shop.restartedPods().isEmpty)
            try await shop.audit()
        }
    }

    /// A blue-green release: first only those come to the new version who ask for it, then everybody at once.
    private static func switches(_ service: String, in shop: LocalShop) async throws {
        let release = try shop.startSouk(
            "release", service, "--image", "local", "--blue-green", "--preview-header", "x-preview", "--preview-hold", "2s", "--hold", "5s",
            "--drain", "5s")
        try await shop.waitForRelease(of: service) { $0.phase == "Holding" }
        let before = try await IstioCounters(of: service, at: shop.metricsURL)
        for _ in 0..<50 { #expect(try await HTTP.get(shop.url + "/api/products?limit=1", headers: ["x-preview": "v2"]).status == 200) }
        let after = try await IstioCounters(of: service, at: shop.metricsURL)
        #expect(after.requests("v2") - before.requests("v2") == 50, "those who ask, and nobody else")

        let promoted = try await shop.souk("release", "promote", service)
        #expect(promoted.status == 0, "\(promoted.output)")
        #expect(try await release.waitForExit(within: .seconds(60)) == 0, "\(release.output())")
        try await serves("v2", of: service, instead: "v1", in: shop)
    }

    /// The version has all pods and all requests, the other none.
    private static func serves(_ version: String, of service: String, instead other: String, in shop: LocalShop) async throws {
        #expect(try await shop.field(".spec.replicas", of: "deployment/\(service)-\(other)") == "0")
        #expect(try await shop.field(".status.readyReplicas", of: "deployment/\(service)-\(version)") == "2")
        #expect(
            try await shop.field(".spec.http[*].route[*].destination.subset", of: "virtualservice/\(service)").split(separator: " ")
                .allSatisfy { $0 == version })
        let rows = try await shop.souk("release", "status")
        #expect(rows.output.contains(service), "\(rows.output)")
    }
}
