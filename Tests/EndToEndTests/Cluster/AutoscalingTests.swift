import Foundation
import TestKit
import Testing

/// Replicas follow the load, up and down. That each decision is the documented one is shown in KubeControllersTests.
@Suite(.serialized) struct AutoscalingTests {
    /// What a pod of the product service requests, in thousandths of a CPU.
    private static let request = 250

    @Test(.timeLimit(.minutes(4))) func replicasRiseAndFallWithTheLoad() async throws {
        let seed = SeededGenerator.freshSeed()
        try await LocalShop.withShop { shop in
            let load = try shop.startLoad(rate: 400, for: .seconds(60), seed: seed, "--mix", "list=40,search=20,product=40")
            let usage = try await Self.usageUnderLoad(shop)
            // Machines differ in speed, but not in how much more CPU this load takes than none, some twenty times. With a sixth of it for
            // a pod six would be wanted, of which four are allowed; and without load two are enough, at less than half the target.
            let target = max(1, usage * 100 / 6 / Self.request)
            // A short memory lets the test end.
            try await shop.kubectl(
                "patch", "hpa", "product-service-v1", "--type=merge", "-p",
                #"{"spec":{"maxReplicas":4,"metrics":[{"type":"Resource","resource":{"name":"cpu","target":{"type":"Utilization","averageUtilization":\#(target)}}}],"behavior":{"scaleDown":{"stabilizationWindowSeconds":5,"policies":[{"type":"Pods","value":4,"periodSeconds":1}]}}}}"#
            )
            try await eventually(within: .seconds(90)) { try await Self.ready(shop) == 4 }
            let described = try await shop.kubectl("describe", "hpa", "product-service-v1")
            #expect(described.contains("SuccessfulRescale"), "\(described)")
            #expect(described.contains("ScalingActive") && described.contains("ValidMetricFound"), "\(described)")
            let result = try await load.result(within: .seconds(120))
            #expect(result.lost == 0, "seed \(seed): \(result.losses)")
            try await eventually(within: .seconds(90)) { try await Self.ready(shop) == 2 }
        }
    }

    /// The median of some readings, as load begins with filling pools and caches.
    private static func usageUnderLoad(_ shop: LocalShop) async throws -> Int {
        try await eventually { try await shop.tryKubectl(["top", "pods"]).status == 0 }
        var readings: [Int] = []
        for _ in 0..<7 {
            try await Task.sleep(for: .seconds(1))
            readings.append(try await usage(shop))
        }
        print("autoscaling: the product service takes \(readings) thousandths of a CPU under load")
        return readings.sorted()[readings.count / 2]
    }

    /// What the pods of the product service use together, in thousandths of a CPU.
    private static func usage(_ shop: LocalShop) async throws -> Int {
        let lines = try await shop.kubectl("top", "pods", "-l", "app=product-service", "--no-headers").split(separator: "\n")
        return try lines.reduce(0) { sum, line in
            let words = line.split(separator: " ")
            return sum + (try #require(words.count == 3 && words[1].hasSuffix("m") ? Int(words[1].dropLast()) : nil, "\(line)"))
        }
    }

    private static func ready(_ shop: LocalShop) async throws -> Int {
        Int(try await shop.field(".status.readyReplicas", of: "deployment/product-service-v1")) ?? 0
    }
}
