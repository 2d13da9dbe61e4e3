import Foundation
import TestKit
import Testing

/// Replicas follow the load, up and down. That each decision is the documented one is shown in KubeControllersTests.
@Suite(.serialized) struct AutoscalingTests {
    @Test(.timeLimit(.minutes(4))) func replicasRiseAndFallWithTheLoad() async throws {
        let seed = SeededGenerator.freshSeed()
        try await LocalShop.withShop { shop in
            // 5 % of 250 m is a load that any machine can make; a short memory lets the test end.
            try await shop.kubectl(
                "patch", "hpa", "product-service-v1", "--type=merge", "-p",
                #"{"spec":{"maxReplicas":4,"metrics":[{"type":"Resource","resource":{"name":"cpu","target":{"type":"Utilization","averageUtilization":5}}}],"behavior":{"scaleDown":{"stabilizationWindowSeconds":5,"policies":[{"type":"Pods","value":4,"periodSeconds":1}]}}}}"#
            )
            let load = try shop.startLoad(rate: 150, for: .seconds(60), seed: seed, "--mix", "list=40,search=20,product=40")
            try await eventually(within: .seconds(90)) { try await Self.ready(shop) == 4 }
            let described = try await shop.kubectl("describe", "hpa", "product-service-v1")
            #expect(described.contains("SuccessfulRescale"), "\(described)")
            #expect(described.contains("ScalingActive") && described.contains("ValidMetricFound"), "\(described)")
            #expect(try await shop.kubectl("top", "pods", "-l", "app=product-service").contains("m "))
            let result = try await load.result(within: .seconds(120))
            #expect(result.lost == 0, "seed \(seed): \(result.losses)")
            try await eventually(within: .seconds(90)) { try await Self.ready(shop) == 2 }
        }
    }

    private static func ready(_ shop: LocalShop) async throws -> Int {
        Int(try await shop.field(".status.readyReplicas", of: "deployment/product-service-v1")) ?? 0
    }
}
