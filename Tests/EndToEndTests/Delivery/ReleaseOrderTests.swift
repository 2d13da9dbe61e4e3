import Foundation
import LoadGenerator
import TestKit
import Testing

/// Releases that meet: a newer one during another, and one made by kubectl alone.
@Suite(.serialized) struct ReleaseOrderTests {
    @Test(.timeLimit(.minutes(6))) func aNewerReleaseTakesThePlaceOfTheOneUnderWay() async throws {
        let seed = SeededGenerator.freshSeed()
        try await LocalShop.withShop { shop in
            let load = try shop.startLoad(rate: 80, for: .seconds(300), seed: seed)
            try await load.waitUntilVisited()
            let second = try shop.startSouk("release", "product-service", "--image", "local", "--steps", "50:300s", "--drain", "5s")
            try await shop.waitForRelease(of: "product-service") { $0.phase == "Holding" && $0.weight == 50 }
            let third = try await shop.souk("release", "product-service", "--image", "local", "--steps", "50:4s", "--drain", "5s")
            #expect(third.status == 0 && third.output.contains("product-service v3 serves all requests."), "\(third.output)")
            #expect(try await second.waitForExit(within: .seconds(60)) == 1, "\(second.output())")
            #expect(second.output().contains("made way"), "\(second.output())")
            let releases = try await shop.releases(of: "product-service")
            #expect(releases.map(\.phase) == ["Superseded", "Succeeded"], "\(releases)")
            #expect(releases[0].history.contains { $0.hasPrefix("0 % to v2") }, "v2 had nothing before v3 had anything")
            for old in ["v1", "v2"] {
                #expect(try await shop.field(".spec.replicas", of: "deployment/product-service-\(old)") == "0")
            }
            try await Self.releasesByKubectl(shop)
            let result = try await load.stop()
            print("releases that meet: \(result.total.finished) requests, \(result.lost) lost")
            #expect(result.lost == 0, "seed \(seed): \(result.losses)")
            #expect(try await shop.restartedPods().isEmpty)
            try await shop.audit()
        }
    }

    /// What the command does can all be done by manifests.
    private static func releasesByKubectl(_ shop: LocalShop) async throws {
        let example = try String(contentsOfFile: "deploy/examples/product-v2/deployment.yaml", encoding: .utf8)
        let fourth = example.replacing("product-service-v2", with: "product-service-v4").replacing("version: v2", with: "version: v4")
        try fourth.write(toFile: shop.folder + "/deployment.yaml", atomically: true, encoding: .utf8)
        let release = """
            apiVersion: souk.dev/v1alpha1
            kind: Release
            metadata: {name: product-fourth, namespace: shop}
            spec:
              service: product-service
              to: v4
              strategy: {canary: {steps: [{weight: 25, hold: 4s}]}}
              drain: 5s
            """
        try release.write(toFile: shop.folder + "/release.yaml", atomically: true, encoding: .utf8)
        try await shop.kubectl("apply", "-f", shop.folder + "/deployment.yaml", "-f", shop.folder + "/release.yaml")
        try await shop.kubectl("wait", "release/product-fourth", "--for=condition=Succeeded", "--timeout=90s")
        let table = try await shop.kubectl("get", "releases")
        #expect(table.contains("PHASE") && table.contains("Succeeded") && table.contains("Superseded"), "\(table)")
        let described = try await shop.kubectl("describe", "release", "product-fourth")
        #expect(described.contains("25 % to v4"), "\(described)")
        let wrong = release.replacing("weight: 25", with: "wieght: 25").replacing("product-fourth", with: "product-fifth")
        try wrong.write(toFile: shop.folder + "/wrong.yaml", atomically: true, encoding: .utf8)
        let refused = try await shop.tryKubectl(["apply", "-f", shop.folder + "/wrong.yaml"])
        #expect(refused.status != 0 && refused.output.contains("wieght"), "\(refused.output)")
    }
}
