import KubeControllers
import KubeModel
import Testing

@Suite struct RolloutLimitsTests {
    @Test(
        arguments: [
            // Wanted, surge, unavailable -> at most, at least. Surges round up, what may be missing rounds down.
            (10, "25%", "25%", 13, 8), (3, "25%", "25%", 4, 3), (1, "25%", "25%", 2, 1), (4, "25%", "25%", 5, 3), (10, "0%", "10%", 10, 9),
            // Both come to nothing: one may be missing, or nothing could move.
            (3, "0%", "25%", 3, 2), (0, "25%", "25%", 0, 0), (5, "100%", "0%", 10, 5), (5, "0%", "100%", 5, 0),
        ] as [(Int, String, String, Int, Int)])
    func `Percentages become counts`(_ replicas: Int, _ surge: String, _ unavailable: String, _ most: Int, _ least: Int) throws {
        let limits = DeploymentView(
            Samples.deployment(replicas: replicas, surge: .string(surge), unavailable: .string(unavailable))
        ).limits
        #expect(limits.maxTotal == most)
        #expect(limits.minAvailable == least)
    }

    @Test(arguments: [(2, 0, 5, 3), (0, 1, 3, 2), (1, 5, 4, 0)] as [(Int, Int, Int, Int)])
    func `Counts stay counts, and no more than all may be missing`(_ surge: Int, _ unavailable: Int, _ most: Int, _ least: Int) {
        let limits = DeploymentView(
            Samples.deployment(replicas: 3, surge: .integer(surge), unavailable: .integer(unavailable))
        ).limits
        #expect(limits.maxTotal == most)
        #expect(limits.minAvailable == least)
    }

    @Test func `A Deployment that says nothing has Kubernetes' defaults`() {
        var deployment = Samples.deployment(replicas: 8)
        deployment["spec", "strategy"] = nil
        #expect(DeploymentView(deployment).limits == RolloutLimits(replicas: 8, maxSurge: 2, maxUnavailable: 2))
        #expect(DeploymentView(deployment).progressDeadline == .seconds(600))
        #expect(DeploymentView(deployment).revisionHistoryLimit == 10)
    }
}
